// The small part of pdfmake that the printed sheets use; the package brings no types of its own.
declare module 'pdfmake' {
  interface Fonts {
    readonly [family: string]: { readonly normal: string; readonly bold: string };
  }
  interface Pdf {
    getBuffer(): Promise<Uint8Array>;
  }
  interface PdfMake {
    setFonts(fonts: Fonts): void;
    /** Whether a file of this machine may be read into a document. */
    setLocalAccessPolicy(may: (path: string) => boolean): void;
    /** Whether an address may be fetched into a document. */
    setUrlAccessPolicy(may: (url: string) => boolean): void;
    createPdf(document: object): Pdf;
  }
  const pdfmake: PdfMake;
  export default pdfmake;
}
