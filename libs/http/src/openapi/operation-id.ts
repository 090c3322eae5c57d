/** What the API's description calls an operation: `Cohorts.markInTransit` for a method of `CohortsController`. */
export function operationId(controller: string, method: string): string {
  return `${controller.replace('Controller', '')}.${method}`;
}
