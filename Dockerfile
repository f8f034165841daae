# The image holds the program; documents and data are mounted. Built with `docker build -t yusou .`
FROM python:3.12-slim

RUN useradd --create-home --uid 10001 yusou \
    && mkdir /data /documents \
    && chown yusou /data

WORKDIR /app
COPY requirements/build.lock requirements/run.lock requirements/
RUN pip install --no-cache-dir --no-build-isolation --require-hashes -r requirements/build.lock \
    && pip install --no-cache-dir --no-build-isolation --require-hashes -r requirements/run.lock

COPY pyproject.toml README.md LICENSE ./
COPY analyzers analyzers
COPY index index
COPY indexer indexer
COPY search_app search_app
RUN pip install --no-cache-dir --no-build-isolation --no-deps .

USER yusou
ENV YUSOU_DATA=/data
VOLUME ["/data"]
EXPOSE 8000
HEALTHCHECK --start-period=60s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=5)"]
CMD ["yusou", "serve", "--host", "0.0.0.0", "--port", "8000", "--workers", "2"]
