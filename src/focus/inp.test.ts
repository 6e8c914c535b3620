// An EPANET file is read as people really write it: any order, odd spaces, comments, line ends of every system, and faults that name their line.
import { describe, expect, it } from 'vitest';
import { readInp } from './inp.ts';

const village = `[TITLE]
 Upper village [PIPES] is only a word here
[COORDINATES]
;Node  X  Y
 J1\t10.5   20
 R1     0   0
[junctions]
;ID Elev Demand Pattern
 J1   710   1.5   day ; at the school
 J2   700
"J 3" 695 2
[RESERVOIRS]
 R1 800
[TANKS]
 T1 850 120 100 150 50 0
[PIPES]
 P1 R1 J1 100 12 100 0 Open ;
 P2 J1 J2 50.25 8 100 0 Closed
 P3 J2 "J 3" 30 8 100 CV
 P4 J1 T1 30 8 100 closed
[PUMPS]
 U1 R1 J2 HEAD 1
 U2 R1 T1 POWER 5
[VALVES]
 V1 J1 "J 3" 12 PRV 40 0
[DEMANDS]
 J2 1 day household
 J2 0.5 night school
[STATUS]
 U1 Closed
 U2 0
 V1 Closed
[END]
[JUNCTIONS]
 after the end 1
`;

describe('an EPANET file', () => {
  it('gives its nodes with kind, place and demand', () => {
    const { nodes, faults } = readInp(village);
    expect(faults).toEqual([]);
    expect(nodes.map(({ code, kind, demand }) => [code, kind, demand])).toEqual([
      ['J1', 'junction', 1.5],
      ['J2', 'junction', 1.5],
      ['J 3', 'junction', 2],
      ['R1', 'reservoir', 0],
      ['T1', 'tank', 0],
    ]);
    expect([nodes[0]?.x, nodes[0]?.y, nodes[1]?.x]).toEqual([10.5, 20, Number.NaN]);
  });

  it('gives its links, and which of them are closed', () => {
    const { links } = readInp(village);
    expect(links.map(({ code, kind, from, to, length, open }) => [code, kind, from, to, length, open])).toEqual([
      ['P1', 'pipe', 'R1', 'J1', 100, true],
      ['P2', 'pipe', 'J1', 'J2', 50.25, false],
      ['P3', 'pipe', 'J2', 'J 3', 30, true],
      ['P4', 'pipe', 'J1', 'T1', 30, false],
      ['U1', 'pump', 'R1', 'J2', 0, false],
      ['U2', 'pump', 'R1', 'T1', 0, false],
      ['V1', 'valve', 'J1', 'J 3', 0, false],
    ]);
  });

  it('is the same with the line ends of other systems and a byte order mark', () => {
    const plain = readInp(village);
    expect(readInp(`\uFEFF${village.replaceAll('\n', '\r\n')}`)).toEqual(plain);
    expect(readInp(village.replaceAll('\n', '\r'))).toEqual(plain);
  });

  it('names every line it leaves out and keeps the others', () => {
    const broken = `[JUNCTIONS]
J1 10 1
J1 10 2
J2 10 much
J3 10
[PIPES]
P1 J1
P2 J1 J9 10
P3 J1 J1 10
P4 J1 J3 long
P5 J1 J3 10
[STATUS]
P9 Open
P5
[COORDINATES]
J9 1 1
J1 east 1
J3 1
[DEMANDS]
J9 1`;
    const { nodes, links, faults } = readInp(broken);
    expect(faults).toEqual([
      { line: 3, what: 'code-twice', named: 'J1' },
      { line: 4, what: 'not-a-number', named: 'much' },
      { line: 7, what: 'columns-missing', named: 'P1' },
      { line: 8, what: 'node-unknown', named: 'J9' },
      { line: 9, what: 'both-ends-one', named: 'P3' },
      { line: 10, what: 'not-a-number', named: 'long' },
      { line: 13, what: 'link-unknown', named: 'P9' },
      { line: 14, what: 'columns-missing', named: 'P5' },
      { line: 16, what: 'node-unknown', named: 'J9' },
      { line: 17, what: 'not-a-number', named: 'east' },
      { line: 18, what: 'columns-missing', named: 'J3' },
      { line: 20, what: 'node-unknown', named: 'J9' },
    ]);
    expect(nodes.map((one) => one.code)).toEqual(['J1', 'J3']);
    expect(links.map((one) => one.code)).toEqual(['P5']);
  });

  it('says so when there is no network in it', () => {
    for (const text of ['', 'name,phone\nWang,1', '\u0000\u0001'])
      expect(readInp(text)).toEqual({ nodes: [], links: [], faults: [{ line: 1, what: 'nothing-in-it', named: '' }] });
  });
});
