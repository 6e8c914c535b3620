// Who acts: a person with the posts held now, a household that proved itself, or a named service; all rights follow from this.

export interface ActorPost {
  readonly id: string;
  readonly office: string;
  readonly officeKind: string;
  readonly role: string;
  /** ltree path of the area the post serves. */
  readonly ground: string;
  /** True when the post is another's, held for the time of an absence. */
  readonly deputising: boolean;
}

export interface Actor {
  /** A signed-in person, or null for a visitor of a plate, the holder of a case's secret, or a service. */
  readonly person: string | null;
  readonly posts: readonly ActorPost[];
  /** The household whose plate was opened, or whose adult member proved himself. */
  readonly household: string | null;
  /** ltree path of that household, known from the plate. */
  readonly ground: string | null;
  /** The verified adult's own member row. */
  readonly member: string | null;
  readonly standing: 'staff' | 'adult' | 'plate' | 'secret' | 'service' | 'nobody';
  /** The case opened by its own secret. */
  readonly caseId: string | null;
  readonly service: string | null;
  readonly device: string | null;
  /** The key by which another system speaks. */
  readonly key?: string;
}

export const nobody: Actor = {
  person: null,
  posts: [],
  household: null,
  ground: null,
  member: null,
  standing: 'nobody',
  caseId: null,
  service: null,
  device: null,
};

/** A service of the server itself (sealer, jobs, importer): it acts under its own name and is held by row-level security too. */
export const serviceActor = (service: string): Actor => ({ ...nobody, standing: 'service', service });

/** Is `ground` the same area as `above`, or inside it? Paths are ltree texts like `629901.101.203`. */
export const isUnder = (ground: string, above: string): boolean =>
  above !== '' && (ground === above || ground.startsWith(`${above}.`));

/** Does one of the actor's posts with one of these roles serve an area that holds `ground`? */
export const servesGround = (actor: Actor, ground: string, roles: readonly string[]): boolean =>
  actor.posts.some((post) => roles.includes(post.role) && isUnder(ground, post.ground));

/** Does the actor sit in this office now (own post or as deputy)? */
export const sitsIn = (actor: Actor, office: string): boolean => actor.posts.some((post) => post.office === office);

export const hasRole = (actor: Actor, roles: readonly string[]): boolean =>
  actor.posts.some((post) => roles.includes(post.role));

/** Does one of the actor's roles, his standing, or his service stand in the list? `self` means any signed-in person. */
export const isAmong = (actor: Actor, who: readonly string[]): boolean =>
  // A member of the staff without any post has no right left but to be told so.
  (who.includes(actor.standing) && (actor.standing !== 'staff' || actor.posts.length > 0)) ||
  actor.posts.some((post) => who.includes(post.role)) ||
  (actor.service !== null && who.includes(`service:${actor.service}`)) ||
  (actor.person !== null && who.includes('self'));
