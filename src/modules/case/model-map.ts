// Open matters as the map shows them: by number, category and place, never by name or words.

export interface MapMatter {
  readonly id: string;
  readonly number: number | null;
  readonly category: string;
  readonly state: string;
  readonly late: boolean;
  readonly lat: number;
  readonly lon: number;
}
