// What a list of homes is taken out of the county for: plain purposes, written with the reading; the words beside them stay in the log.

export const exportReasons = ['relief', 'safety', 'meeting', 'check-roster', 'asked-from-above'] as const;
export type ExportReason = (typeof exportReasons)[number];

export const isExportReason = (value: unknown): value is ExportReason =>
  (exportReasons as readonly unknown[]).includes(value);

/** So many signs at least say why. */
export const fewestWords = 4;
