// What is left of a matter that was erased on a lawful request (CASE-76).

/** What stands in place of its title, in every language. */
export const erasedTitle = '—';

export const withoutWords = {
  title: erasedTitle,
  text: '',
  answer: '',
  reporter: null,
  visit: null,
  sameAs: null,
  subject: null,
  secretHash: null,
  lat: null,
  lon: null,
} as const;
