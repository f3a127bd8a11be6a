#!/bin/sh
set -eu
exec rclone sync /srv/sites "remote:${TARGET:-staging}"
