# An image of the packed package: `npm pack`, then `docker build --build-arg PACKAGE=kubeplan-0.1.0.tgz -t kubeplan .`
# The base with npm is only for the installation; what is kept is alpine with Node and git (for --since), and kubeplan's
# 17 MB: about 100 MB unpacked. The release ends where it is over 150.
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
