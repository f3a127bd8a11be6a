#!/bin/sh
set -eu
exec clamscan --recursive --infected /srv/sites
