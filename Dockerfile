# The same product as `make run`, as an image: front end built in one stage, served from the other.
FROM node:22.14.0-bookworm-slim AS front-end
WORKDIR /build/maps
COPY maps/package.json maps/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY maps/ ./
RUN npm run build

FROM python:3.12.11-slim-bookworm
# Debian's point releases fix security faults under the same name: versions are left to the pinned base image.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends gdal-bin \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /app cauduong
WORKDIR /app
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
COPY requirements.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt
COPY manage.py ./
COPY config/ config/
COPY infra/ infra/
COPY gisapi/ gisapi/
COPY fixtures/ fixtures/
COPY maps/ maps/
COPY --from=front-end /build/maps/static/ maps/static/
RUN python -m whitenoise.compress --quiet maps/static
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
    CMD ["python", "config/machine/answers.py", "http://127.0.0.1:8000/"]
CMD ["sh", "config/machine/container.sh"]
