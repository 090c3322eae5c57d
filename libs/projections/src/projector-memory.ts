/**
 * What a thread that runs a projector should be given (`resourceLimits`). It needs some 100 MB; without a limit the engine would
 * let garbage of several times that pile up while a whole log goes through.
 */
export const PROJECTOR_MEMORY = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 16 } as const;
