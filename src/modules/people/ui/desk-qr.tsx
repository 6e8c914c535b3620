// A QR code as one drawing, for one-time codes that are handed over in person; black on white in every theme so that cameras read it.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export function QrCode(props: { text: string; label: string; small?: boolean }): JSX.Element | null {
  const [cells, setCells] = useState<readonly (readonly boolean[])[]>([]);
  useEffect(() => {
    let gone = false;
    // Loaded when first needed: few people ever see one.
    void import('uqr').then(({ encode }) => {
      if (!gone) setCells(encode(props.text, { ecc: 'M', border: 4 }).data);
    });
    return () => {
      gone = true;
    };
  }, [props.text]);
  if (cells.length === 0) return null;
  const path = cells.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      class={props.small === true ? 'w-28 h-28' : 'w-56 h-56'}
      viewBox={`0 0 ${cells.length} ${cells.length}`}
      role="img"
      aria-label={props.label}
      shape-rendering="crispEdges"
    >
      <rect width={cells.length} height={cells.length} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
