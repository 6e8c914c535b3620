// What of the catalogue is offered to other systems: matters about places and things for everybody, those about persons with a key.
import { type Category, categories, ownRecord } from '#modules/case/kinds/categories.ts';

/** Groups about places and things. */
const ofPlaces: ReadonlySet<string> = new Set(['W', 'P', 'R', 'E']);

/** OPEN-4 */
const isOffered = ({ parent, first, code }: Category): boolean =>
  parent !== null && first !== null && first !== 'restricted' && first !== 'bypass' && code !== ownRecord;

export const services: readonly Category[] = categories.filter(isOffered);
const byCode = new Map(services.map((one) => [one.code, one]));
export const findService = (code: string): Category | undefined => byCode.get(code);
export const serviceCodes: readonly string[] = services.map((one) => one.code);

/** OPEN-7, OPEN-8 */
export const isOfPlace = (code: string): boolean => ofPlaces.has(code.slice(0, 1));
export const placeCodes: readonly string[] = serviceCodes.filter(isOfPlace);

export const groupOf = ({ parent }: Category): Category | undefined => categories.find(({ code }) => code === parent);
