import { upcast } from '#eventsourcing';
import { registered } from '../../testing/case-files.js';
import { cohort } from './cohort.js';

const { watched: _, ...AS_IT_WAS } = registered().data;

const watchedOf = (correlation: string) => {
  const command = { id: 'command-1', name: 'RegisterCohort', digest: '0' };
  const stored = { type: 'CohortRegistered', schema: 1, data: AS_IT_WAS as object, command, correlation };
  return (upcast(cohort.upcasters!, stored).data as { readonly watched: boolean }).watched;
};

describe('a cohort that was registered before there was a watch', () => {
  it('is watched where somebody registered it by hand: such a command is its own correlation', () => {
    expect(watchedOf('command-1')).toBe(true);
  });

  it('is not watched where an import brought it in: the correlation is the import', () => {
    expect(watchedOf('2c0b6f0e-2f4e-4f6f-8a1e-0d8c2f9f9a55')).toBe(false);
  });
});
