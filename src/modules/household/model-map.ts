// Homes as the map shows them: by door and place, never by name.

export interface MapHome {
  readonly id: string;
  readonly door: string;
  readonly grid: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly vacant: boolean;
}
