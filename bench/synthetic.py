#!/usr/bin/env python3
"""Writes a Compose file of N services (ports, environment, health check, volume, an edge to the next): synthetic.py N > compose.yaml"""
import sys

n = int(sys.argv[1])
print("name: bench\nservices:")
for i in range(n):
    print(f"""  service-{i}:
    image: registry.example.com/service-{i}:1.0.{i}
    restart: unless-stopped
    ports: ["{20000 + i}:8080"]
    environment:
      LOG_LEVEL: info
      NEXT_URL: http://service-{(i + 1) % n}:8080
      TOKEN_TTL: "3600"
    volumes: ["data-{i}:/data"]
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost:8080/health"]
      interval: 10s
      timeout: 5s
      retries: 3""")
print("volumes:")
for i in range(n):
    print(f"  data-{i}: {{}}")
