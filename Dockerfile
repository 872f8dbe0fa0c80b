# The site and its commands on a plain Debian with Node.js: no npm, no compiler. lib/cli/README.md, "In Docker".
ARG NODE=docker.io/library/node:22-bookworm-slim
ARG BASE=docker.io/library/debian:bookworm-slim

FROM ${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
# For a private registry: --secret id=npmrc,src=$HOME/.npmrc
RUN --mount=type=secret,id=npmrc NPM_CONFIG_USERCONFIG=/run/secrets/npmrc npm ci
COPY . .
ENV NEXT_OUTPUT=standalone NEXT_TELEMETRY_DISABLED=1
# With the secret action_key, pages that are open while you deploy keep working. Then the image holds that key.
# Without sharp, which would optimize images: there are none (next.config.ts).
RUN --mount=type=secret,id=action_key \
    if [ -s /run/secrets/action_key ]; then NEXT_SERVER_ACTIONS_ENCRYPTION_KEY=$(cat /run/secrets/action_key); \
    export NEXT_SERVER_ACTIONS_ENCRYPTION_KEY; fi; \
    npm run build && cp -r .next/static .next/standalone/.next/ && \
    rm -r .next/standalone/node_modules/sharp .next/standalone/node_modules/@img
# The commands, with everything they import. The banner declares what CommonJS packages expect.
RUN node_modules/.bin/esbuild lib/cli/migrate.ts lib/cli/doctor.ts lib/cli/outbox.ts lib/cli/users.ts lib/cli/sweep.ts \
      lib/cli/restored.ts --entry-names=[name] --outdir=commands --out-extension:.js=.mjs \
      --bundle --splitting --platform=node --format=esm --target=node22 --log-level=warning \
      --banner:js="import { createRequire } from 'node:module'; const require = createRequire(import.meta.url), __dirname = import.meta.dirname;" && \
    cp -r db/migrations commands/

FROM ${BASE}
COPY --from=build /usr/local/bin/node /usr/local/bin/
WORKDIR /app
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/commands ./commands
# Debian's "nobody", by number: so Kubernetes can tell that it isn't root. It owns no file here.
USER 65534:65534
ENV NODE_ENV=production HOSTNAME=0.0.0.0 PORT=3000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
