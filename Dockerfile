# An image of the packed package: `npm pack`, then `docker build --build-arg PACKAGE=kubeplan-0.1.0.tgz -t kubeplan .`
# node:22-alpine is about 55 MB as it is fetched and 160 MB unpacked; alpine with Node alone, as here, stays near 100 MB
# unpacked, of which kubeplan itself is 25.
FROM node:22-alpine AS install
ARG PACKAGE
COPY ${PACKAGE} /tmp/kubeplan.tgz
RUN npm install --prefix /opt/kubeplan --omit=dev --ignore-scripts --no-audit --no-fund /tmp/kubeplan.tgz

FROM alpine:3.22
RUN apk add --no-cache nodejs git
COPY --from=install /opt/kubeplan/node_modules /opt/kubeplan/node_modules
RUN ln -s /opt/kubeplan/node_modules/kubeplan/bin/kubeplan.js /usr/local/bin/kubeplan
USER nobody
WORKDIR /work
ENTRYPOINT ["kubeplan"]
CMD ["--help"]
