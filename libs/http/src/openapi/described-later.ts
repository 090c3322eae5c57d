type Swagger = typeof import('@nestjs/swagger');
type Decorator = ClassDecorator & MethodDecorator;

const putOff: ((swagger: Swagger) => void)[] = [];

/**
 * Puts off what describes a route for OpenAPI until the description is asked for: most servers are never asked, and what
 * describes takes longer to load than the rest of a route.
 */
export function describeLater(describe: (swagger: Swagger) => void): void {
  putOff.push(describe);
}

/** Describes all that was put off, in the order in which it came. After the comments of the classes have been loaded. */
export async function describeNow(): Promise<void> {
  const swagger = await import('@nestjs/swagger');
  for (const describe of putOff.splice(0)) describe(swagger);
}

/** Decorators of `@nestjs/swagger`, by their names there, that describe later. */
export const ApiBearerAuth = later((swagger) => swagger.ApiBearerAuth);
export const ApiBody = later((swagger) => swagger.ApiBody);
export const ApiConsumes = later((swagger) => swagger.ApiConsumes);
export const ApiExtension = later((swagger) => swagger.ApiExtension);
export const ApiHeader = later((swagger) => swagger.ApiHeader);
export const ApiOperation = later((swagger) => swagger.ApiOperation);
export const ApiParam = later((swagger) => swagger.ApiParam);
export const ApiProduces = later((swagger) => swagger.ApiProduces);
export const ApiSecurity = later((swagger) => swagger.ApiSecurity);
export const ApiTags = later((swagger) => swagger.ApiTags);

function later<Args extends unknown[]>(
  pick: (swagger: Swagger) => (...args: Args) => ClassDecorator | MethodDecorator,
): (...args: Args) => Decorator {
  return (...args) =>
    (...target: unknown[]) =>
      describeLater((swagger) => void (pick(swagger)(...args) as (...target: unknown[]) => unknown)(...target));
}
