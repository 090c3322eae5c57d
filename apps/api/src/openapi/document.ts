import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** Describes the API as it is: made from the controllers and the command classes. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Homeward')
    .setDescription('Follows groups of prisoners of war and detained civilians home. Every change is an event.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'hw_<43 characters>' })
    .build();
  return SwaggerModule.createDocument(app, about, { operationIdFactory: (_, method) => method });
}
