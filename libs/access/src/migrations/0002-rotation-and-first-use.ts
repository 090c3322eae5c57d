import type { Migration } from '#side-files';

/** When a token's secret was last replaced, and whether the token ends unless it is used before. */
export const rotationAndFirstUse: Migration = {
  up: async ({ schema }) => {
    await schema.alterTable('tokens').addColumn('rotated_at', 'text').execute();
    await schema
      .alterTable('tokens')
      .addColumn('ends_unless_used', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
