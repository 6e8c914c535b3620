// Security headers on every route and status: nothing inline, nothing from elsewhere, nothing cached that is personal.
import type { MiddlewareHandler } from 'hono';
import type { County } from './county.ts';

const policy = (demo: boolean): string =>
  [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self' data: blob:`,
    `media-src 'self' blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `manifest-src 'self'`,
    `worker-src 'self'`,
    `frame-src ${demo ? `'self'` : `'none'`}`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `object-src 'none'`,
    // The demo's front page shows a phone frame beside the desk; a real county is framed by nobody.
    `frame-ancestors ${demo ? `'self'` : `'none'`}`,
    `require-trusted-types-for 'script'`,
    `trusted-types zd`,
  ].join('; ');

/** What only a phone's program reads is no page: it needs none of a page's permissions, and a poll is short. */
const forPrograms = /^\/(pull|push)$|^\/open311\//;
const nothingAtAll = `default-src 'none'; frame-ancestors 'none'`;

export function securityHeaders(county: County): MiddlewareHandler {
  const csp = policy(county.facts.demo);
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    const isPage = !forPrograms.test(c.req.path);
    // A file handed out brings a stricter one of its own.
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', isPage ? csp : nothingAtAll);
    headers.set('x-content-type-options', 'nosniff');
    headers.set('referrer-policy', 'no-referrer');
    headers.set('cross-origin-resource-policy', 'same-origin');
    if (county.publicUrl?.startsWith('https:')) headers.set('strict-transport-security', 'max-age=31536000');
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
    if (!isPage) return;
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set(
      'permissions-policy',
      'camera=(self), microphone=(self), geolocation=(self), payment=(), usb=(), interest-cohort=()',
    );
    if (!county.facts.demo) headers.set('x-frame-options', 'DENY');
  };
}
