// The figures of a run: each with its goal, whether it is met, and what was found wrong; written as summary.json and as a table.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';

export interface Figure {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly goal: number;
  readonly better: 'lower' | 'higher';
  readonly met: boolean;
  readonly measuredOn: string;
  readonly reason?: string;
}

/** What a figure is judged by; `found` are the offenders, for whoever mends them. */
export interface Measured {
  readonly unit: string;
  readonly goal: number;
  readonly better: 'lower' | 'higher';
  readonly found?: readonly string[];
}

export class Figures {
  readonly list: Figure[] = [];
  readonly found = new Map<string, readonly string[]>();
  readonly measuredOn: string;

  /** `on`: what was measured with, such as a browser and its version. */
  constructor(on: string) {
    const day = new Date().toISOString().slice(0, 10);
    this.measuredOn = `${day}, ${process.platform} ${process.arch}, ${cpus().length} cores, ${on}`;
  }

  add(name: string, value: number, measured: Measured): void {
    const { unit, goal, better, found = [] } = measured;
    const met = Number.isFinite(value) && (better === 'lower' ? value <= goal : value >= goal);
    const rounded = Number.isFinite(value) ? Math.round(value * 100) / 100 : null;
    this.list.push({ name, value: rounded, unit, goal, better, met, measuredOn: this.measuredOn });
    if (found.length > 0) this.found.set(name, found);
  }

  /** Counts what is wrong; none may be. */
  none(name: string, found: readonly string[]): void {
    this.add(name, found.length, { unit: 'faults', goal: 0, better: 'lower', found });
  }

  /** A figure that could not be had is not met, and says why. */
  missing(name: string, reason: string, measured: Omit<Measured, 'found'>): void {
    this.list.push({ name, value: null, ...measured, met: false, measuredOn: this.measuredOn, reason });
  }

  write(folder: string): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'summary.json'), `${JSON.stringify(this.list, null, 2)}\n`);
    const details = Object.fromEntries(this.found);
    writeFileSync(path.join(folder, 'found.json'), `${JSON.stringify(details, null, 2)}\n`);
  }

  print(say: (line: string) => void): void {
    const width = Math.max(...this.list.map(({ name }) => name.length));
    for (const one of this.list) {
      const sign = one.better === 'lower' ? '≤' : '≥';
      const value = one.value === null ? 'not measured' : `${one.value} ${one.unit}`;
      say(
        `${one.met ? 'met    ' : 'NOT MET'}  ${one.name.padEnd(width)}  ${value}  (goal ${sign} ${one.goal} ${one.unit})`,
      );
      if (one.reason !== undefined) say(`           ${one.reason}`);
      const found = one.met ? [] : (this.found.get(one.name) ?? []);
      for (const line of found.slice(0, 12)) say(`           · ${line}`);
      if (found.length > 12) say(`           · … and ${found.length - 12} more in found.json`);
    }
    const unmet = this.list.filter(({ met }) => !met).length;
    say(`${this.list.length} figures, ${unmet} not met`);
  }

  get allMet(): boolean {
    return this.list.length > 0 && this.list.every(({ met }) => met);
  }
}
