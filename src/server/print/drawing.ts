// Draws sheets into PDFs in a thread of its own: a long list keeps its letters busy for seconds, and nobody else's request waits for them.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import type { Lines, Sheet } from './sheet.ts';

const fonts = path.join(path.dirname(fileURLToPath(import.meta.resolve('@embedpdf/fonts-sc'))), '../fonts');
const regular = path.join(fonts, 'NotoSansHans-Regular.otf');
const bold = path.join(fonts, 'NotoSansHans-Bold.otf');

export interface Asked {
  readonly id: number;
  readonly sheet: Sheet;
}
export type Drawn = { readonly id: number } & ({ readonly bytes: Uint8Array } | { readonly fault: string });

/** pdfmake asks functions; a sheet that comes from another thread can only say how its lines are. */
function ruled({ line, color, pad, dash }: Lines): object {
  const [width, ink] = [() => line, () => color];
  const style = (): object => ({ dash: { length: dash, space: dash } });
  return {
    hLineWidth: width,
    vLineWidth: width,
    hLineColor: ink,
    vLineColor: ink,
    ...(pad && { paddingLeft: () => pad[0], paddingRight: () => pad[0] }),
    ...(pad && { paddingTop: () => pad[1], paddingBottom: () => pad[1] }),
    ...(dash !== undefined && { hLineStyle: style, vLineStyle: style }),
  };
}

/** The content is this thread's own copy: it is changed where it stands. */
function rule(content: unknown): void {
  if (content === null || typeof content !== 'object') return;
  for (const part of Object.values(content)) rule(part);
  const node = content as { layout?: Lines | string | object };
  if (typeof node.layout === 'object' && 'line' in node.layout) node.layout = ruled(node.layout);
}

const counted = (text: string, page: number, all: number): string =>
  text.replace('{page}', String(page)).replace('{all}', String(all));

/** Fonts are embedded as subsets; nothing is read or fetched beside them. */
function drawn({
  pageMargins,
  title,
  lang,
  content,
  foot = '{page} / {all}',
  mark,
  ...more
}: Sheet): Promise<Uint8Array> {
  pdfmake.setFonts({ Hans: { normal: regular, bold } });
  pdfmake.setLocalAccessPolicy((file) => file === regular || file === bold);
  pdfmake.setUrlAccessPolicy(() => false);
  rule(content);
  return pdfmake
    .createPdf({
      pageSize: more.pageSize ?? 'A4',
      pageOrientation: more.across ? 'landscape' : 'portrait',
      pageMargins: [...pageMargins],
      info: mark ? { title, author: mark.person, subject: mark.line } : { title },
      ...(mark?.across ? { watermark: { text: mark.line, opacity: 0.08, fontSize: 18, bold: true } } : {}),
      language: lang === 'en' ? 'en' : 'zh-CN',
      defaultStyle: { font: 'Hans', lineHeight: 1.15 },
      content: [...content],
      footer: (page: number, all: number) => ({
        text: [counted(foot, page, all), ...(mark ? [`\n${mark.line}`] : [])],
        alignment: 'center',
        fontSize: mark ? 7 : 8,
      }),
    })
    .getBuffer();
}

parentPort?.on('message', ({ id, sheet }: Asked) => {
  drawn(sheet).then(
    (pdf) => {
      // A piece of a pool's memory cannot be handed over; a copy of just these bytes can.
      const bytes = Uint8Array.from(pdf);
      parentPort?.postMessage({ id, bytes } satisfies Drawn, [bytes.buffer]);
    },
    (error: unknown) => parentPort?.postMessage({ id, fault: String(error) } satisfies Drawn),
  );
});
