// Why an office opens a home on which it has no work waiting: five plain purposes, stored with the reading and shown to the household.

export const openReasons = ['came-to-us', 'before-visit', 'support', 'safety', 'mend'] as const;
export type OpenReason = (typeof openReasons)[number];

export const isOpenReason = (value: unknown): value is OpenReason =>
  (openReasons as readonly unknown[]).includes(value);
