// Sends lines as they are made, compressed as the caller can read it, each line flushed so that it can be used at once.
import { pipeline, Readable } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

export interface Squeezing {
  /** The request's Accept-Encoding. */
  readonly accepts: string;
  readonly contentType: string;
  /** Little is squeezed with the greatest care; much would keep a core busy for seconds. */
  readonly small: boolean;
}

/** A response whose body is made while it is read; when the reader leaves, the making stops. */
export function squeezed(lines: AsyncIterable<string>, { accepts, contentType, small }: Squeezing): Response {
  const from = Readable.from(lines, { objectMode: true, highWaterMark: 1 });
  const encoding = /\bbr\b/.test(accepts) ? 'br' : /\bgzip\b/.test(accepts) ? 'gzip' : undefined;
  const headers: Record<string, string> = {
    'content-type': contentType,
    vary: 'accept-encoding',
    // A proxy must not collect the lines before it passes them on.
    'x-accel-buffering': 'no',
    ...(encoding ? { 'content-encoding': encoding } : {}),
  };
  if (encoding === undefined) return new Response(Readable.toWeb(from) as ReadableStream, { headers });
  const to =
    encoding === 'br'
      ? createBrotliCompress({
          flush: constants.BROTLI_OPERATION_FLUSH,
          params: {
            [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
            [constants.BROTLI_PARAM_QUALITY]: small ? 10 : 6,
          },
        })
      : createGzip({ flush: constants.Z_SYNC_FLUSH, level: 9 });
  // A broken line ends the body early: the phone has no end line then and asks again.
  pipeline(from, to, () => {});
  return new Response(Readable.toWeb(to) as ReadableStream, { headers });
}
