// The few drawings of the household's pages (paths from @tabler/icons, MIT), our mark, the state ring, and QR codes small enough for a page.
import { html, raw } from 'hono/html';
import { encode } from 'uqr';

export type Html = ReturnType<typeof html>;

const paths = {
  alert: 'M3 12a9 9 0 1 0 18 0a9 9 0 0 0-18 0M12 8v4M12 16h.01',
  back: 'M15 6l-6 6l6 6',
  bell: 'M10 5a2 2 0 1 1 4 0a7 7 0 0 1 4 6v3a4 4 0 0 0 2 3h-16a4 4 0 0 0 2-3v-3a7 7 0 0 1 4-6M9 17v1a3 3 0 0 0 6 0v-1',
  clock: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 7v5l3 3',
  danger:
    'M12 9v4M10.363 3.591l-8.106 13.534a1.914 1.914 0 0 0 1.636 2.871h16.214a1.914 1.914 0 0 0 1.636-2.87l-8.106-13.536a1.914 1.914 0 0 0-3.274 0M12 16h.01',
  desktop: 'M3 5a1 1 0 0 1 1-1h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-16a1 1 0 0 1-1-1zM7 20h10M9 16v4M15 16v4',
  eye: 'M10 12a2 2 0 1 0 4 0a2 2 0 0 0-4 0M21 12c-2.4 4-5.4 6-9 6c-3.6 0-6.6-2-9-6c2.4-4 5.4-6 9-6c3.6 0 6.6 2 9 6',
  home: 'M5 12l-2 0l9-9l9 9l-2 0M5 12v7a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-7M9 21v-6a2 2 0 0 1 2-2h2a2 2 0 0 1 2 2v6',
  list: 'M9 6h11M9 12h11M9 18h11M5 6v.01M5 12v.01M5 18v.01',
  message: 'M8 9h8M8 13h6M18 4a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-5l-5 3v-3h-2a3 3 0 0 1-3-3v-8a3 3 0 0 1 3-3h12',
  microphone:
    'M9 5a3 3 0 0 1 3-3a3 3 0 0 1 3 3v5a3 3 0 0 1-3 3a3 3 0 0 1-3-3l0-5M5 10a7 7 0 0 0 14 0M8 21l8 0M12 17l0 4',
  mobile: 'M6 5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2zM11 4h2M12 17v.01',
  next: 'M9 6l6 6l-6 6',
  no: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M10 10l4 4m0-4l-4 4',
  partly: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 3v18M12 14l7-7M12 19l8.5-8.5M12 9l4.5-4.5',
  phone: 'M5 4h4l2 5l-2.5 1.5a11 11 0 0 0 5 5l1.5-2.5l5 2v4a2 2 0 0 1-2 2a16 16 0 0 1-15-15a2 2 0 0 1 2-2',
  user: 'M8 7a4 4 0 1 0 8 0a4 4 0 0 0-8 0M6 21v-2a4 4 0 0 1 4-4h4a4 4 0 0 1 4 4v2',
  volume:
    'M15 8a5 5 0 0 1 0 8M17.7 5a9 9 0 0 1 0 14M6 15h-2a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1h2l3.5-4.5a.8 .8 0 0 1 1.5 .5v14a.8 .8 0 0 1-1.5 .5l-3.5-4.5',
  yes: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M9 12l2 2l4-4',
} as const;

export const icon = (name: keyof typeof paths): Html =>
  raw(`<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="${paths[name]}"/></svg>`);

/** The ring whose two ends meet at a home. */
export const mark = raw(
  '<svg class="mark" viewBox="0 0 28 28" aria-hidden="true"><path class="a" d="M6.8 19.6A10 10 0 1 1 21.2 19.6"/><path class="b" d="M14 13.6l6 5.2v7.7H8v-7.7z"/></svg>',
);

/** How far a matter has come: `share` of 100, from the home (bottom) clockwise. The word always stands beside it. */
export function ring(share: number): Html {
  const around = 2 * Math.PI * 8.5;
  return raw(
    `<svg class="ring" viewBox="0 0 22 22" aria-hidden="true"><circle class="t" cx="11" cy="11" r="8.5"/><circle cx="11" cy="11" r="8.5" transform="rotate(90 11 11)" stroke-dasharray="${((share / 100) * around).toFixed(1)} 99"/></svg>`,
  );
}

/** A QR code as one path of strokes: rows of dark runs, about 2 KB where squares of their own would be 8. */
export function qrPath(text: string, ecc: 'M' | 'Q' = 'M'): { size: number; d: string } {
  const { data, size } = encode(text, { ecc, border: 0, boostEcc: true });
  let d = '';
  data.forEach((row, y) => {
    let x = 0;
    let from = -1;
    while (x < size) {
      let end = x;
      while (end < size && row[end] === row[x]) end += 1;
      if (row[x]) {
        d += from < 0 ? `M${x} ${y}.5h${end - x}` : `m${x - from} 0h${end - x}`;
        from = end;
      }
      x = end;
    }
  });
  return { size, d };
}

export function qr(text: string, label: string): Html {
  const { size, d } = qrPath(text);
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="-4 -4 ${size + 8} ${size + 8}"><path d="${d}"/></svg>`;
}
