import type { Role } from '#access';

/**
 * Who may use a route. A route that does not say is closed to everyone.
 * - `everyone`: nobody is asked who he is
 * - `visitors`: everyone, and the route knows who has signed in; it is not taken from other sites
 * - `callers`: everybody who is known
 * - `people`: everybody who has signed in
 * - `administrators`: those who administer people, of one organisation or of all
 */
export type Access = 'everyone' | 'visitors' | 'callers' | 'people' | 'administrators' | readonly Role[];
