# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim AS build
WORKDIR /homeward
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY tools tools
COPY apps apps
COPY libs libs
# The image has its own Node 24; the one from the registry is for machines that have another.
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/node-linux-* node_modules/.bin/node

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/var/lib/homeward
WORKDIR /homeward
COPY --from=build /homeward/package.json ./
COPY --from=build /homeward/node_modules node_modules
COPY --from=build /homeward/dist dist
RUN install -d -o node -g node /var/lib/homeward
USER node
VOLUME /var/lib/homeward
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--v8-pool-size=1", "dist/apps/api/src/main.js"]
