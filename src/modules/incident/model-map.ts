// Open incidents as the map shows them: what they are and where the homes of their matters stand.

export interface MapIncident {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  /** [lon, lat] of each home that the reader may see. */
  readonly spots: readonly (readonly [number, number])[];
}
