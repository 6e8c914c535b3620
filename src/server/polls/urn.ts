// The urn: takes a ballot without asking who brings it, seals it where no order and no time is kept, and is opened once, at the end.
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPublicKey,
  randomBytes,
  verify,
} from 'node:crypto';
import { Problem } from '#kit/problem.ts';
import { emptyScope, inScope, type Scope } from '#data/scope.ts';
import type { Ballot, Poll, PollKey } from '#modules/poll/model.ts';
import { boardOf, isRunning, lineOf, readBallot } from '#modules/poll/rules.ts';
import { pollTable } from '#modules/poll/store.ts';
import type { County } from '../county.ts';
import { type PollSecrets, pollKeysOf } from './poll-keys.ts';

/** The named service that runs polls: it looks into no home. */
export const pollScope: Scope = { ...emptyScope, standing: 'service', service: 'polls' };

const signedBytes = ({ prefix, words }: Ballot): Buffer =>
  Buffer.concat([Buffer.from(prefix, 'base64url'), Buffer.from(words)]);

/** RSASSA-PSS with SHA-384 and a salt of 48 bytes, as RFC 9474 names it. */
export function isSigned(ballot: Ballot, { n, e }: PollKey): boolean {
  const key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' });
  const how = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  return verify('sha384', signedBytes(ballot), how, Buffer.from(ballot.signature, 'base64url'));
}

const canonical = (text: string, bytes: number): boolean => {
  const read = Buffer.from(text, 'base64url');
  return read.length === bytes && read.toString('base64url') === text;
};

function readGiven(given: unknown): Ballot {
  const { prefix, words, signature } = (given ?? {}) as Partial<Record<keyof Ballot, unknown>>;
  const whole =
    typeof prefix === 'string' &&
    typeof words === 'string' &&
    typeof signature === 'string' &&
    canonical(prefix, 32) &&
    canonical(signature, 256) &&
    words.length === 84;
  if (!whole) throw new Problem('invalid', 'ballot-unreadable');
  return { prefix, words, signature };
}

/** POLL-7: everything about a ballot but whether it lies in the urn already. */
function mustCount(ballot: Ballot, poll: Poll, now: number): void {
  const said = readBallot(ballot.words);
  if (!said || said.choice >= poll.choices.length) throw new Problem('invalid', 'ballot-unreadable');
  if (said.poll !== poll.id) throw new Problem('refused', 'ballot-elsewhere');
  if (!isRunning(poll, now)) throw new Problem('refused', 'ballot-late');
  if (!poll.key || !isSigned(ballot, poll.key)) throw new Problem('refused', 'ballot-unsigned');
}

/** Bound to its poll; every ballot has the same length, so that the seal gives no answer away. */
function seal({ urn }: PollSecrets, poll: string, ballot: Ballot): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', urn, nonce).setAAD(Buffer.from(poll));
  const body = Buffer.concat([cipher.update(lineOf(ballot), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

function unseal({ urn }: PollSecrets, poll: string, sealed: Buffer): Ballot {
  const open = createDecipheriv('aes-256-gcm', urn, sealed.subarray(0, 12)).setAAD(Buffer.from(poll));
  open.setAuthTag(sealed.subarray(-16));
  const [prefix = '', words = '', signature = ''] = Buffer.concat([open.update(sealed.subarray(12, -16)), open.final()])
    .toString('utf8')
    .split(' ');
  return { prefix, words, signature };
}

/** Keyed, so that the tag of a ballot on the board cannot be computed once the key is gone. */
const tagOf = ({ tags }: PollSecrets, { words }: Ballot): Buffer => createHmac('sha256', tags).update(words).digest();

const openText = `select ${pollTable.select} from poll where id = $1 for share`;

/**
 * Puts a ballot into the poll's urn. It is on the disk when this resolves. Throws what is wrong with it, and
 * `conflict ballot-known` for one that lies there already, which is no second vote.
 */
export async function castBallot(county: County, poll: string, given: unknown): Promise<void> {
  const ballot = readGiven(given);
  await inScope(county.database, pollScope, async (tx) => {
    // Shared with other ballots; whoever ends the poll waits for those on their way.
    const [row] = await tx.query<Record<string, unknown>>(openText, [poll]);
    const found = row ? pollTable.read(row) : undefined;
    if (!found || found.state === 'draft') throw new Problem('missing', 'poll-unknown');
    mustCount(ballot, found, county.now());
    const secrets = await pollKeysOf(county).get(poll);
    const put = await tx.exec('insert into poll_urn (poll, tag, sealed) values ($1, $2, $3) on conflict do nothing', [
      poll,
      tagOf(secrets, ballot),
      seal(secrets, poll, ballot),
    ]);
    if (put === 0) throw new Problem('conflict', 'ballot-known');
  });
}

export const digestOf = (ballots: readonly Ballot[]): string =>
  createHash('sha256')
    .update(ballots.map((one) => `${lineOf(one)}\n`).join(''))
    .digest('hex');

/** Everything in the urn, every signature checked once more; what cannot be opened or does not count stops the count. */
export async function openUrn(county: County, poll: Poll): Promise<{ ballots: Ballot[]; digest: string }> {
  const rows = await inScope(
    county.database,
    pollScope,
    (tx) => tx.query<{ sealed: Buffer }>('select sealed from poll_urn where poll = $1 order by tag', [poll.id]),
    { readOnly: true },
  );
  // An urn into which nobody put anything needs no key.
  const secrets = rows.length === 0 ? undefined : await pollKeysOf(county).get(poll.id);
  const ballots = secrets ? rows.map(({ sealed }) => unseal(secrets, poll.id, sealed)) : [];
  const key = poll.key;
  if (!key || !ballots.every((one) => readBallot(one.words)?.poll === poll.id && isSigned(one, key)))
    throw new Problem('broken', 'poll-urn-damaged');
  const board = boardOf(ballots);
  return { ballots: board, digest: digestOf(board) };
}
