// F5: phones send, and every system call of the server and its database is watched: is what they are told "accepted" on the disk by then?
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type AckOrder, readAckOrder } from './ack-order.ts';
import { setOrigin } from './bare-browser.ts';
import { chanceOf } from './chance.ts';
import { openCounty, type Template } from './chaos-county.ts';
import { StormPhone } from './storm-phone.ts';
import { trace } from './strace.ts';

export interface Watching {
  /** How many acknowledgements are wanted. */
  readonly acks: number;
  /** A server with a fault built in. */
  readonly program?: { program: string; env: Record<string, string> };
  /** An administrator's own lines for the embedded PostgreSQL. */
  readonly localConf?: string;
}

export async function watchAcks(template: Template, { acks, program, localConf }: Watching): Promise<AckOrder> {
  const { county, clear } = await openCounty(template, program);
  const phones: StormPhone[] = [];
  try {
    if (localConf !== undefined) writeFileSync(path.join(county.folder, 'data/postgres/local.conf'), localConf);
    await county.start();
    setOrigin(county.url);
    for (const [i, worker] of template.workers.entries())
      phones.push(new StormPhone(worker, chanceOf(40 + i), { allSent: () => undefined }));
    for (const phone of phones) await phone.enrol();
    const { server, postmaster } = county.pids;
    const traced = await trace([server, postmaster]);
    const said = (): number => phones.reduce((sum, phone) => sum + phone.said.length, 0);
    // What a phone takes back is never sent: a few more than wanted are said.
    while (said() < acks * 1.1)
      await Promise.all(
        phones.map(async (phone) => {
          for (let i = 0; i < 5; i++) await phone.act();
          await phone.send();
        }),
      );
    await Promise.all(phones.map((phone) => phone.settle()));
    return readAckOrder(await traced.end());
  } finally {
    for (const phone of phones) phone.close();
    await clear();
  }
}
