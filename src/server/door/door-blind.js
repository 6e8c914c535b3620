// The voter's half of a blind signature after RFC 9474 (RSABSSA-SHA384-PSS-Randomized): hides a ballot, and makes what was signed fit it again.
const hashBytes = 48;
const saltBytes = 48;
const prefixBytes = 32;

/** @param {...Uint8Array} parts */
export function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** @param {Uint8Array} bytes */
export const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
/** @param {Uint8Array} bytes */
const intOf = (bytes) => BigInt(`0x${hexOf(bytes)}`);

/**
 * @param {bigint} number
 * @param {number} length in bytes
 */
export function bytesOf(number, length) {
  const hex = number.toString(16).padStart(2 * length, '0');
  return Uint8Array.from({ length }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16));
}

/** @param {Uint8Array} bytes */
export const toBase64Url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');

/** @param {string} text */
export const fromBase64Url = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));

/** @param {...Uint8Array} parts */
const sha384 = async (...parts) => new Uint8Array(await crypto.subtle.digest('SHA-384', joined(...parts)));

/**
 * MGF1 of RFC 8017, B.2.1.
 * @param {Uint8Array} seed
 * @param {number} length in bytes
 */
async function mask(seed, length) {
  const parts = [];
  for (let counter = 0; parts.length * hashBytes < length; counter++)
    parts.push(await sha384(seed, bytesOf(BigInt(counter), 4)));
  return joined(...parts).slice(0, length);
}

/**
 * EMSA-PSS-ENCODE of RFC 8017, 9.1.1, with SHA-384.
 * @param {Uint8Array} message
 * @param {number} bits one less than the modulus has
 * @param {Uint8Array} salt 48 bytes
 */
export async function encodePss(message, bits, salt) {
  const length = Math.ceil(bits / 8);
  const hash = await sha384(new Uint8Array(8), await sha384(message), salt);
  const block = joined(new Uint8Array(length - saltBytes - hashBytes - 2), Uint8Array.of(1), salt);
  const over = await mask(hash, block.length);
  const masked = block.map((byte, at) => byte ^ over[at]);
  masked[0] &= 0xff >> (8 * length - bits);
  return joined(masked, hash, Uint8Array.of(0xbc));
}

/**
 * @param {bigint} base
 * @param {bigint} exponent
 * @param {bigint} modulus
 */
export function power(base, exponent, modulus) {
  let result = BigInt(1);
  let square = base % modulus;
  for (let rest = exponent; rest > 0; rest >>= BigInt(1)) {
    if (rest & BigInt(1)) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/**
 * Undefined when the two have a divisor in common.
 * @param {bigint} number
 * @param {bigint} modulus
 */
export function inverse(number, modulus) {
  const zero = BigInt(0);
  let [a, b] = [modulus, number % modulus];
  let [x, y] = [zero, BigInt(1)];
  while (b > zero) {
    const times = a / b;
    [a, b] = [b, a - times * b];
    [x, y] = [y, x - times * y];
  }
  return a === BigInt(1) ? ((x % modulus) + modulus) % modulus : undefined;
}

/** @param {{ n: string, e: string }} key as a JWK has it */
function read(key) {
  const n = intOf(fromBase64Url(key.n));
  const bits = n.toString(2).length;
  return { n, e: intOf(fromBase64Url(key.e)), bits, length: Math.ceil(bits / 8) };
}

/** A number below `n` of which none is likelier than another. @param {bigint} n @param {number} length */
function below(n, length) {
  for (;;) {
    const drawn = intOf(crypto.getRandomValues(new Uint8Array(length)));
    if (drawn > BigInt(0) && drawn < n) return drawn;
  }
}

export const newPrefix = () => crypto.getRandomValues(new Uint8Array(prefixBytes));

/**
 * Blind of RFC 9474, 4.2: what is sent says nothing of the message; `unblind` takes the blinding off what comes back.
 * @param {{ n: string, e: string }} key
 * @param {Uint8Array} message prepared: the prefix stands before the words
 * @param {{ salt: Uint8Array, r: bigint }} [chance] only for the test vectors
 */
export async function blind(key, message, chance) {
  const { n, e, bits, length } = read(key);
  const salt = chance ? chance.salt : crypto.getRandomValues(new Uint8Array(saltBytes));
  const encoded = intOf(await encodePss(message, bits - 1, salt));
  const r = chance ? chance.r : below(n, length);
  const unblind = inverse(r, n);
  // Either would be a factor of the key: not found by chance.
  if (unblind === undefined || inverse(encoded, n) === undefined) throw new Error('key');
  return { blinded: bytesOf((encoded * power(r, e, n)) % n, length), unblind };
}

/**
 * Finalize of RFC 9474, 4.4: the signature, checked.
 * @param {{ n: string, e: string }} key
 * @param {Uint8Array} message
 * @param {Uint8Array} signed what came back
 * @param {bigint} unblind
 */
export async function finalize(key, message, signed, unblind) {
  const { n, length } = read(key);
  if (signed.length !== length) throw new Error('length');
  const signature = bytesOf((intOf(signed) * unblind) % n, length);
  if (!(await isSigned(key, message, signature))) throw new Error('signature');
  return signature;
}

/**
 * @param {{ n: string, e: string }} key
 * @param {Uint8Array} message
 * @param {Uint8Array} signature
 */
export async function isSigned({ n, e }, message, signature) {
  const how = { name: 'RSA-PSS', hash: 'SHA-384' };
  const known = await crypto.subtle.importKey('jwk', { kty: 'RSA', n, e, ext: true }, how, false, ['verify']);
  return crypto.subtle.verify({ name: 'RSA-PSS', saltLength: saltBytes }, known, signature, message);
}
