// How long a list is open to objections, and how long its names are kept afterwards.

/** Days. A law that asks for more says so on the list. */
export const windowDays = { usual: 7, least: 3, most: 60 } as const;

/** Days after the end in which the names stay with the office that has to answer for them. */
export const keptDays = 365;

/** Rows of one list. */
export const mostRows = 1000;
