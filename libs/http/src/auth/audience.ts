import type { Role } from '#access';

/**
 * Who may use a route. A route that does not say is closed to everyone.
 * - `everyone`: nobody is asked who he is
 * - `visitors`: everyone, and the route knows who has signed in; it is not taken from other sites
 * - `callers`: everybody who is known
 * - `people`: everybody who has signed in
 */
export type Access = 'everyone' | 'visitors' | 'callers' | 'people' | readonly Role[];
