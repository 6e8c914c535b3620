// Two drawn pictures of the same refuse point, full and clean, as a phone's camera would hand them over.
import sharp from 'sharp';

const bag = (x: number, y: number, colour: string): string =>
  `<ellipse cx="${x}" cy="${y}" rx="64" ry="50" fill="${colour}"/><path d="M${x - 12} ${y - 44} l12 -22 l12 22 z" fill="${colour}"/>`;

/** JPEG, 1024 × 768. */
export function makeScene(scene: 'full' | 'clean'): Promise<Buffer> {
  const bags = [
    [330, 560, '#20242b'],
    [450, 590, '#3b4048'],
    [610, 575, '#15181d'],
    [720, 610, '#4a505a'],
    [520, 500, '#2b3038'],
    [860, 640, '#31363e'],
  ] as const;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="768">
    <rect width="1024" height="420" fill="#b9cfdd"/><path d="M0 420 L260 260 L520 400 L760 230 L1024 410 Z" fill="#a39a7a"/>
    <rect y="410" width="1024" height="358" fill="#b59a6d"/><path d="M0 690 L1024 630 L1024 768 L0 768 Z" fill="#8f8a80"/>
    <rect x="250" y="380" width="520" height="190" fill="#9a4b3c"/><rect x="280" y="410" width="460" height="160" fill="#5f5a52"/>
    ${scene === 'full' ? bags.map(([x, y, colour]) => bag(x, y, colour)).join('') : ''}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer();
}
