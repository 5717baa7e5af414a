# Sourced by ./run and ./test: installs what is missing, by name, from the distribution's packages and npm. Whatever cannot be installed is said in
# one line together with what it costs. Nothing is asked of the network when nothing is missing.

# The SDK itself would otherwise ask for ICU, which a bare system lacks.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1

say() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }

require_sdk() {
  if ! command -v dotnet >/dev/null 2>&1; then
    complain "The .NET SDK 10.0 is missing (no 'dotnet' on the path). Install it first; everything else is installed from here."
    exit 1
  fi
  case "$(dotnet --version 2>/dev/null)" in
    10.*) ;;
    *) complain "This needs the .NET SDK 10.0; 'dotnet --version' here says: $(dotnet --version 2>&1 | head -n 1)"; exit 1 ;;
  esac
}

has_library() {
  local folder
  for folder in /usr/lib/*-linux-gnu /lib/*-linux-gnu /usr/lib /usr/lib64 /usr/local/lib; do
    compgen -G "$folder/$1" >/dev/null && return 0
  done
  return 1
}

apt_lists_are_fresh=
apt_install() {
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || return 1
    # In a terminal sudo may ask; without one it must not wait for an answer.
    if [ -t 0 ]; then as_root=(sudo); else as_root=(sudo -n); fi
  fi
  command -v apt-get >/dev/null 2>&1 || return 1
  if [ -z "$apt_lists_are_fresh" ]; then
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null 2>&1 || true
    apt_lists_are_fresh=1
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

# want PROGRAM COST PACKAGE...: the program is on the path afterwards, or the cost is said.
want() {
  local program=$1 cost=$2
  shift 2
  command -v "$program" >/dev/null 2>&1 && return 0
  say "Installing $* ..."
  apt_install "$@" && command -v "$program" >/dev/null 2>&1 && return 0
  complain "Could not install '$program' (package $*): $cost"
  return 1
}

# want_curve: libsecp256k1 under the package name of whichever release this is.
want_curve() {
  has_library 'libsecp256k1.so.*' && return 0
  local package
  for package in libsecp256k1-2 libsecp256k1-1 libsecp256k1-0; do
    if apt-cache show "$package" >/dev/null 2>&1 || [ "$package" = libsecp256k1-1 ]; then
      say "Installing $package ..."
      apt_install "$package" && has_library 'libsecp256k1.so.*' && return 0
    fi
  done
  complain "Could not install libsecp256k1: signing falls back to managed code, about five times slower."
  return 1
}

# want_faketime: a library that shows one program another time, for the drill of clocks that jump.
want_faketime() {
  compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null && return 0
  say "Installing libfaketime ..."
  apt_install libfaketime && compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null && return 0
  complain "Could not install libfaketime: the drill of clocks that jump is skipped."
  return 1
}

# want_python: what the network's SDK needs, from the distribution, for the test with a client in its language.
want_python() {
  /usr/bin/python3 -c 'import grpc, google.protobuf, aiohttp' >/dev/null 2>&1 && return 0
  say "Installing python3-grpcio python3-protobuf python3-aiohttp ..."
  apt_install python3 python3-grpcio python3-protobuf python3-aiohttp && /usr/bin/python3 -c 'import grpc, google.protobuf, aiohttp' >/dev/null 2>&1 && return 0
  complain "Could not install python3-grpcio, python3-protobuf and python3-aiohttp: the test of the signer with a Python client is skipped."
  return 1
}

# want_player: hls.js for the player page, at the version of the lock file.
want_player() {
  local web=gateway-lite/GatewayLite/web
  [ -f "$web/node_modules/hls.js/dist/hls.light.min.js" ] && return 0
  want npm "the player page will only play in browsers that play HLS by themselves." npm || return 1
  say "Installing hls.js ..."
  npm ci --prefix "$web" --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null 2>&1 && return 0
  complain "Could not install hls.js from npm: the player page will only play in browsers that play HLS by themselves."
  return 1
}

# build TARGET...: quiet when all is well, the whole compiler output when not.
build() {
  local log
  log=$(mktemp)
  if ! dotnet build -c Release --nologo -v quiet -p:LockedRestore=true "$@" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    complain "The build failed; the messages above say where."
    return 1
  fi
  rm -f "$log"
}
