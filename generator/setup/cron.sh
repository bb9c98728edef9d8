#!/bin/sh
#ja サイトを調べ、作り、公開します。kyodo setup ci cron が書きました。書き替えて構いません。
#ja 変更がなく、ページがひとりでに変わる日でもなければ、何もしません。うまくいかないときだけ、何かを表示します。
#en Checks, builds and publishes the site. Written by kyodo setup ci cron; change it as you like.
#en It does nothing unless there are changes, or it is a day on which pages change by themselves. It is silent unless
#en something goes wrong.
set -eu
cd "$(dirname "$0")"
mkdir -p .kyodo-cron
exec 9>.kyodo-cron/lock
flock -n 9 || exit 0

#ja 秘密はここに書きます（chmod 600）: export KYODO_PASSWORD=…
#en Secrets are here (chmod 600): export KYODO_PASSWORD=…
secrets=${KYODO_SECRETS:-$HOME/.config/kyodo/secrets}
if [ -r "$secrets" ]; then . "$secrets"; fi

if [ -e .git ]; then
  git pull --quiet --ff-only
  version=$(git rev-parse HEAD)
else
  version=$(find @content@ -type f -exec cksum {} + | sort | cksum)
fi
today=$(TZ=@zone@ date +%Y%m%d)
next=$(cat .kyodo-cron/next 2>/dev/null || echo 0)
if [ "$version" = "$(cat .kyodo-cron/version 2>/dev/null || true)" ] && [ "$today" -lt "$next" ]; then exit 0; fi

kyodo check --site @content@ --quiet
kyodo build --site @content@ --format json >.kyodo-cron/build.json || { cat .kyodo-cron/build.json; exit 1; }
kyodo publish --site @content@ --quiet
day=$(tail -n 1 .kyodo-cron/build.json | sed -nE 's/.*"next_change":"([0-9]{4})-([0-9]{2})-([0-9]{2}).*/\1\2\3/p')
echo "${day:-99991231}" >.kyodo-cron/next
echo "$version" >.kyodo-cron/version
