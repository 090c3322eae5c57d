#!/usr/bin/env python3
"""Verifies an auditor's bundle of Homeward, or an extract: one file, Python's standard library alone, no network.

    python3 verify.py --key '<public key>' [--checkpoint older-checkpoint.txt] [--json] bundle.zip...

The public key, and the older checkpoint if you have one, must come to you by another way than the bundle. The exit code
is 0 where every bundle is good, 1 where one is not, 2 where the question is wrong. Written apart from Homeward's own
verifier, so that an error in one shows in the other; it does not fold records into balances, which takes the domain.

A bundle is a whole log. An extract is one stream of it: that its records stand in the log is proved, and never that they
are all of the stream.

Formats: RFC 9162 (tree), RFC 8785 (canonical JSON), RFC 8032 (Ed25519), c2sp.org signed-note, tlog-checkpoint, tlog-tiles,
tlog-proof.
"""

import argparse
import base64
import hashlib
import json
import re
import struct
import sys
import zipfile
import zlib

MAX_SAFE, MAX_RECORD = 2**53 - 1, 60_000
FIXED = {"checkpoint": 2**20, "keys.json": 2**20, "manifest.json": 2**28, "VERIFY.md": 2**20}


class Fault(Exception):
    """What is wrong: a code, a sentence, and the record or the file."""

    def __init__(self, code, message, **where):
        super().__init__(message)
        self.found = {"code": code, "message": message, **where}


def refused(message, **where):
    return Fault("bundle-refused", message, **where)


# ---- Ed25519 (RFC 8032, section 5.1), verification only ----

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def to_point(encoded):
    y, sign = int.from_bytes(encoded, "little") & (2**255 - 1), encoded[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != square or (x == 0 and sign):
        return None
    x = x if x & 1 == sign else P - x
    return x, y, 1, x * y % P


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    return (b - a) * (d - c) % P, (d + c) * (b + a) % P, (d - c) * (d + c) % P, (b - a) * (b + a) % P


def times(scalar, point):
    product = (0, 1, 1, 0)
    while scalar > 0:
        product = add(product, point) if scalar & 1 else product
        point, scalar = add(point, point), scalar >> 1
    return product


def is_signature(key, message, signature):
    """Whether R = sB - kA; B is the point with y = 4/5 and an even x."""
    point = to_point(key)
    if len(signature) != 64 or point is None:
        return False
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    base = to_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    x, y, z, _ = add(times(s, base), times(L - k, point))
    x, y = x * pow(z, P - 2, P) % P, y * pow(z, P - 2, P) % P
    return s < L and (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


# ---- The tree (RFC 9162, section 2.1) and its tiles (tlog-tiles) ----


class Tree:
    """Grows leaf by leaf; keeps its right edge, what belongs in tiles above the leaves, and its root at an older size."""

    def __init__(self, older_size):
        self.size, self.edge, self.upper, self.older_size = 0, [], {}, older_size
        self.older_root = self.root() if older_size == 0 else None

    def append(self, node):
        index, height, self.size = self.size, 0, self.size + 1
        while index & 1:
            node, index, height = hashlib.sha256(b"\1" + self.edge.pop() + node).digest(), index >> 1, height + 1
            if height % 8 == 0:
                self.upper.setdefault(height // 8, []).append(node)
        self.edge.append(node)
        if self.size == self.older_size:
            self.older_root = self.root()

    def root(self):
        *lefts, node = self.edge or [hashlib.sha256().digest()]
        for left in reversed(lefts):
            node = hashlib.sha256(b"\1" + left + node).digest()
        return node


def is_included(leaf, index, size, proof, root):
    """RFC 9162, section 2.1.3.2."""
    node, at, last = leaf, index, size - 1
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            node = hashlib.sha256(b"\1" + sibling + node).digest()
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\1" + node + sibling).digest()
        at, last = at >> 1, last >> 1
    return index < size and last == 0 and node == root


def tiles(level, size):
    """The tiles of a level in a tree of this size, the partial one last: path, number and width."""
    hashes = size // 256 ** (0 if level == "entries" else level)
    for number in range((hashes + 255) // 256):
        width, digits = min(256, hashes - number * 256), f"{number:,}".split(",")
        path = "/".join(["x" + group.zfill(3) for group in digits[:-1]] + [digits[-1].zfill(3)])
        yield f"tile/{level}/{path}" + ("" if width == 256 else f".p/{width}"), number, width


def levels(size):
    return range(0 if size == 0 else (size.bit_length() + 7) // 8)


# ---- Keys and signed checkpoints (signed-note, tlog-checkpoint) ----


def from_base64(text):
    value = base64.b64decode(text, validate=True)
    if base64.b64encode(value).decode() != text:
        raise ValueError("base64 in another spelling")
    return value


def parse_key(text):
    name, key_id, material = text.split("+", 2)
    value = from_base64(material)
    if len(value) != 33 or hashlib.sha256(f"{name}\n".encode() + value).hexdigest()[:8] != key_id:
        raise ValueError("no public key")
    return {"name": name, "id": key_id, "type": value[0], "key": value[1:]}


def open_checkpoint(raw, keys, if_malformed, if_not_signed):
    try:
        text = raw.decode()
        body, blank, lines = text.rpartition("\n\n")
        if re.search(r"[\x00-\x09\x0b-\x1f]", text) or not blank or not lines.endswith("\n"):
            raise ValueError("no signed note")
        signatures = [re.fullmatch(r"\u2014 ([^\s+]+) ([^ ]+)", line).groups() for line in lines[:-1].split("\n")]
        signatures = [(name, from_base64(value)) for name, value in signatures]
        origin, size, root, *more = body.split("\n")
        root = from_base64(root)
        if not re.fullmatch(r"0|[1-9][0-9]{0,15}", size) or int(size) > MAX_SAFE or len(root) != 32:
            raise ValueError("no size or no root")
        if "" in (origin, *more) or len(signatures) > 100 or min(len(value) for _, value in signatures) < 5:
            raise ValueError("an empty line, or something that is no signature")
    except (ValueError, AttributeError) as error:
        raise Fault(if_malformed, f"What should be a signed checkpoint is none: {error}.") from error
    signed_by = []
    for key in keys:
        own = [value[4:] for name, value in signatures if (name, value[:4].hex()) == (key["name"], key["id"])]
        if key["type"] == 1 and own and all(is_signature(key["key"], f"{body}\n".encode(), each) for each in own):
            signed_by.append(key)
    if not signed_by or any(key["name"] != origin for key in signed_by):
        raise Fault(if_not_signed, f"The checkpoint of {origin} has no good signature by the key that was given.")
    return {"origin": origin, "size": int(size), "root": root, "signedBy": signed_by}


# ---- Records: canonical JSON (RFC 8785), with whole numbers alone ----


def whole(text):
    if str(int(text)) != text or abs(int(text)) > MAX_SAFE:
        raise ValueError("a number that no record may have")
    return int(text)


def in_order(members):
    names = [name.encode("utf-16-be") for name, _ in members]
    if any(a >= b for a, b in zip(names, names[1:])):
        raise ValueError("names that are not in order, or one twice")
    return dict(members)


def depth(value):
    inner = list(value.values()) if isinstance(value, dict) else value
    return 1 + max(map(depth, inner), default=0) if isinstance(inner, list) else 0


def is_text(value):
    return isinstance(value, str)


def is_count(value):
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and 0 <= value <= MAX_SAFE and value == int(value)


def matches(pattern):
    return lambda value: is_text(value) and re.fullmatch(pattern, value)


INSTANT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z"

MEMBERS = {
    "v": lambda value: is_count(value) and value == 1,
    "id": matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "recordedAt": matches(INSTANT),
    "data": lambda value: isinstance(value, dict),
    "command": lambda value: isinstance(value, dict)
    and set(value) == {"id", "name", "digest"}
    and all(map(is_text, value.values())),
    **dict.fromkeys(("stream", "type"), lambda value: is_text(value) and value != ""),
    **dict.fromkeys(("revision", "schema"), is_count),
    **dict.fromkeys(("actor", "correlation"), is_text),
    **dict.fromkeys(("organisation", "causation"), lambda value: value is None or is_text(value)),
}

# What a record may have besides.
OPTIONAL = {"writtenAt": matches(INSTANT)}


def read_record(raw):
    """The record, or a code and what is wrong with it."""
    if len(raw) > MAX_RECORD:
        return None, ("record-malformed", "is too long")
    try:
        # A fraction, or NaN, goes where no number comes back from.
        only_whole = {"parse_int": whole, "parse_float": whole, "parse_constant": whole}
        record = json.loads(raw.decode(), object_pairs_hook=in_order, **only_whole)
        if json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() != raw or depth(record) > 16:
            raise ValueError("another spelling")
    except (ValueError, RecursionError):
        return None, ("record-not-canonical", "is not the canonical form (RFC 8785) of what it says")
    if not isinstance(record, dict) or set(record) - set(OPTIONAL) != set(MEMBERS):
        return None, ("record-malformed", "has not the members of an event")
    wrong = [name for name, is_right in {**MEMBERS, **OPTIONAL}.items() if name in record and not is_right(record[name])]
    return record, ("record-malformed", f"has a member that is not what it should be: {wrong[0]}") if wrong else None


def record_fault(index, raw, code, problem):
    try:
        record = json.loads(raw.decode(), parse_constant=whole)
    except (ValueError, RecursionError):
        record = None
    known = record if isinstance(record, dict) else {}
    rights = {"stream": is_text, "revision": is_count, "id": is_text}
    where = {name: known.get(name) if is_right(known.get(name)) else None for name, is_right in rights.items()}
    named = "".join(f", {name} {value}" for name, value in where.items() if value is not None)
    return Fault(code, f"Record {index}{named} {problem}.", record={"index": index, **where})


# ---- The ZIP, which may come from anybody: nothing is unpacked to disk, no size is believed ----


class Files:
    def __init__(self, path):
        self.file, self.infos, length = open(path, "rb"), {}, 0
        try:
            archive = zipfile.ZipFile(self.file)
            tail = self.file.seek(0, 2) - archive.start_dir
            self.file.seek(archive.start_dir)
            directory = self.file.read(tail)
            while directory[length : length + 4] == b"PK\1\2":
                length += 46 + sum(struct.unpack("<3H", directory[length + 28 : length + 34]))
            _, disk, start_disk, here, count, size, start, comment = struct.unpack("<4s4H2LH", directory[-22:])
        except (zipfile.BadZipFile, OSError, struct.error, ValueError, NotImplementedError) as error:
            raise refused(f"It cannot be read as a ZIP: {error}.") from error
        infos = archive.infolist()
        fits = (size, start, count) == (length, archive.start_dir, len(infos)) if tail - length == 22 else True
        # 98 bytes are the two ends of a ZIP with 64-bit sizes.
        if disk or start_disk or here != count or comment or tail - length not in (22, 98) or not fits:
            raise refused("Something stands before, between or behind the parts of the ZIP.")
        for info in infos:
            plain = info.extra[:2] in (b"", b"\1\0") and not info.comment and not info.flag_bits & 0x41
            if not plain or info.compress_type not in (0, 8) or info.orig_filename in self.infos:
                raise refused("A file is there twice, or packed in a way that no bundle is.", file=info.filename)
            if info.compress_type == 0 and info.file_size != info.compress_size:
                raise refused("A file that is not packed claims two sizes.", file=info.filename)
            self.infos[info.orig_filename] = info

    def read(self, name, most):
        info = self.infos.get(name)
        if info is None or info.file_size > most or info.compress_size > most * 1.01 + 1000:
            raise refused("A file is missing, or claims to be too long.", file=name)
        self.file.seek(info.header_offset)
        header = self.file.read(30).ljust(30)
        name_length, extra_length = struct.unpack("<2H", header[26:])
        own_name = self.file.read(name_length)
        self.file.seek(extra_length, 1)
        data = self.file.read(info.compress_size)
        whole_file = header[:4] == b"PK\3\4" and own_name == name.encode() and len(data) == info.compress_size
        if info.compress_type == 8 and whole_file:
            unpacker = zlib.decompressobj(-15)
            try:
                data = unpacker.decompress(data, info.file_size + 1)
            except zlib.error:
                whole_file = False
            whole_file = whole_file and unpacker.eof
        if not whole_file or len(data) != info.file_size or zlib.crc32(data) != info.CRC:
            raise refused("A file cannot be unpacked to what the ZIP claims it is.", file=name)
        return data


# ---- The bundle ----


def check_names(files, size):
    expected = dict.fromkeys(FIXED) | {path: None for path, _, _ in tiles("entries", size)}
    expected |= {path: 32 * width for level in levels(size) for path, _, width in tiles(level, size)}
    for name, length in expected.items():
        if name not in files.infos or length not in (None, files.infos[name].file_size):
            raise refused("A file is missing, or not as long as it should be.", file=name)
    if len(files.infos) != len(expected):
        raise refused("It holds files that a log of this size does not have.")
    for name, most in FIXED.items():
        files.read(name, most)


def read_manifest(files, head, of_format):
    try:
        manifest = json.loads(files.read("manifest.json", FIXED["manifest.json"]).decode(), parse_constant=whole)
        software = manifest["software"]
        texts, counts = [software["name"], software["version"], manifest["format"]], ["version", "size"]
        if of_format == "homeward-bundle":
            positions = manifest["positions"] or {"first": "", "last": ""}
            texts, counts = [*texts, positions["first"], positions["last"]], [*counts, "streams"]
        else:
            texts, counts = [*texts, manifest["stream"]], [*counts, "records"]
        whole_counts = all(is_count(manifest[name]) for name in counts)
        if not all(map(is_text, texts)) or not whole_counts or ("balances" not in manifest and "streams" in counts):
            raise ValueError("a member is not what it should be")
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Fault("manifest-differs", f"The manifest is none: {error}.", file="manifest.json") from error
    of_this = (of_format, 1, head["origin"], head["size"])
    if tuple(manifest[name] for name in ("format", "version", "origin", "size")) != of_this:
        raise Fault("manifest-differs", "The manifest is not of the checkpoint's log, or size.", file="manifest.json")
    return manifest


def check_tiles(files, head, tree):
    """Whether the leaf hashes in the tiles give the signed root; and the first tile above that does not fit them."""
    broken = None
    for path, _, width in tiles(0, head["size"]):
        tile = files.read(path, 32 * width)
        for at in range(width):
            tree.append(tile[32 * at : 32 * at + 32])
    for level in levels(head["size"])[1:]:
        for path, number, width in tiles(level, head["size"]):
            fits = files.read(path, 32 * width) == b"".join(tree.upper[level][256 * number : 256 * number + width])
            broken = broken or (None if fits else path)
    return tree.root() == head["root"], broken


def split_entries(bundle, width, path):
    entries, at = [], 0
    while at + 2 <= len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        entries.append(bundle[at + 2 : end])
        at = end
    if at != len(bundle) or len(entries) != width:
        raise refused("The records in a file cannot be told apart.", file=path)
    return entries


def check_records(files, head, tree, authentic, held):
    """How many streams there are, the records whose id stands before them, the first tile of leaf hashes that does not fit, and what came after the size held."""
    streams, ids, repeated, broken, exposure = {}, {}, [], None, {"records": 0, "from": None, "to": None}
    for (path, number, width), (leaf_path, _, _) in zip(tiles("entries", head["size"]), tiles(0, head["size"])):
        tile = files.read(leaf_path, 32 * width)
        for at, raw in enumerate(split_entries(files.read(path, width * (2 + MAX_RECORD)), width, path)):
            index, leaf = number * 256 + at, hashlib.sha256(b"\0" + raw).digest()
            tree.append(leaf)
            if leaf != tile[32 * at : 32 * at + 32]:
                if authentic:
                    raise record_fault(index, raw, "record-altered", "is not the one that was signed at this place")
                broken = broken or leaf_path
            record, problem = read_record(raw)
            if problem:
                raise record_fault(index, raw, *problem)
            due = streams.get(record["stream"], -1) + 1
            if record["revision"] != due:
                raise record_fault(index, raw, "revision-out-of-order", f"comes where revision {due} is due")
            streams[record["stream"]] = due
            first = ids.setdefault(bytes.fromhex(record["id"].replace("-", "")), index)
            if first != index:
                # Not every engine refuses an id that stands in its log already: it is told, and is no fault.
                repeated.append({"index": index, "id": record["id"], "first": first})
            if index >= held:
                first_instant = exposure["from"] or record["recordedAt"]
                exposure = {"records": exposure["records"] + 1, "from": first_instant, "to": record["recordedAt"]}
    return len(streams), {"records": len(repeated), "named": repeated[:20]}, broken, exposure


def read_receipt(files, name, checkpoint):
    """A record's index in the log, and its inclusion proof: a tlog-proof."""
    try:
        text = files.read(name, 2**16).decode()
        head, blank, note = text.partition("\n\n")
        header, index, *proof = head.split("\n")
        index, proof = re.fullmatch(r"index (0|[1-9][0-9]{0,15})", index), [from_base64(line) for line in proof]
        well = header == "c2sp.org/tlog-proof@v1" and blank and index and int(index[1]) <= MAX_SAFE and len(proof) <= 63
        if not well or any(len(node) != 32 for node in proof) or note != checkpoint:
            raise ValueError("it is not made so, or rests on another checkpoint")
        return int(index[1]), proof
    except ValueError as error:
        raise Fault("receipt-not-valid", f"The receipt {name} proves nothing: {error}.", file=name) from error


def judge_extract(files, head, older):
    if older and older["size"] != head["size"]:
        raise Fault("older-checkpoint-not-valid", "An extract can only be held against a checkpoint of the same size.")
    if older and older["root"] != head["root"]:
        raise Fault("history-rewritten", "There are two logs of this size, and both are signed: history was rewritten.")
    manifest = read_manifest(files, head, "homeward-extract")
    names = set(FIXED)
    for revision in range(min(manifest["records"], len(files.infos))):
        names |= {f"records/{revision}.json", f"receipts/{revision}.tlog-proof"}
    if names != set(files.infos) or len(names) != len(FIXED) + 2 * manifest["records"]:
        raise refused("It holds other files than an extract of so many records.")
    for name, most in FIXED.items():
        files.read(name, most)
    checkpoint, last = files.read("checkpoint", FIXED["checkpoint"]).decode(), -1
    for revision in range(manifest["records"]):
        raw = files.read(f"records/{revision}.json", MAX_RECORD)
        index, proof = read_receipt(files, f"receipts/{revision}.tlog-proof", checkpoint)
        if not is_included(hashlib.sha256(b"\0" + raw).digest(), index, head["size"], proof, head["root"]):
            raise record_fault(index, raw, "receipt-not-valid", "is not proved to stand in the log at this place")
        record, problem = read_record(raw)
        if problem:
            raise record_fault(index, raw, *problem)
        if (record["stream"], record["revision"]) != (manifest["stream"], revision) or index <= last:
            due = f"comes where revision {revision} of stream {manifest['stream']} is due"
            raise record_fault(index, raw, "revision-out-of-order", due)
        last = index
    return {"kind": "extract", "stream": manifest["stream"], "records": manifest["records"], "completeness": "not-proved"}


def judge_bundle(files, head, older):
    if older and older["size"] > head["size"]:
        raise Fault("log-shorter", f"The older checkpoint counts {older['size']} records, the bundle {head['size']}.")
    check_names(files, head["size"])
    manifest = read_manifest(files, head, "homeward-bundle")

    def refuse_unless_continued(tree):
        if older is not None and tree.older_root != older["root"]:
            raise Fault("history-rewritten", f"The log does not continue the older checkpoint of {older['size']} records.")

    from_tiles, from_records = (Tree(older and older["size"]) for _ in range(2))
    authentic, broken_above = check_tiles(files, head, from_tiles)
    if authentic:
        refuse_unless_continued(from_tiles)
    streams, repeated, broken, exposure = check_records(files, head, from_records, authentic, older["size"] if older else 0)
    if from_records.root() != head["root"]:
        raise Fault("root-differs", "The records are not those that were signed, and neither are the tiles.")
    refuse_unless_continued(from_records)
    if broken or broken_above:
        raise Fault("tile-differs", "The records are those that were signed, a tile is not.", file=broken or broken_above)
    if streams != manifest["streams"]:
        raise Fault("manifest-differs", f"The manifest counts {manifest['streams']} streams, there are {streams}.")
    whole_log = {"kind": "bundle", "streams": streams, "repeatedIds": repeated, "balances": "not-checked"}
    return {**whole_log, "exposure": exposure, "signed": head["size"]}


def judge(path, keys, older_raw):
    files = Files(path)
    head = open_checkpoint(files.read("checkpoint", 2**20), keys, "bundle-refused", "signature-not-valid")
    older = None
    if older_raw is not None:
        older = open_checkpoint(older_raw, keys, *["older-checkpoint-not-valid"] * 2)
        if older["origin"] != head["origin"]:
            raise Fault("older-checkpoint-not-valid", "The older checkpoint is of another log.")
    found = (judge_extract if "records/0.json" in files.infos else judge_bundle)(files, head, older)
    signed_by = [f"{key['name']}+{key['id']}" for key in head["signedBy"]]
    log = {**head, "root": base64.b64encode(head["root"]).decode(), "signedBy": signed_by}
    return {"ok": True, **log, **found, "continues": older and older["size"]}


def in_words(verdict):
    of_log = f"of {verdict['origin']}, root {verdict['root']}"
    if verdict["kind"] == "extract":
        said = f"good: {verdict['records']} records of stream {verdict['stream']} stand in the log of {verdict['size']} {of_log}"
        return f"{said}; that they are all records of the stream is NOT proved"
    exposed, held = verdict["exposure"]["records"], verdict["continues"]
    after = f"they continue the checkpoint of {held} that you hold, and" if held is not None else "without an older checkpoint"
    twice = verdict["repeatedIds"]["records"]
    after = f"{twice} have an id that stands before them, {after}" if twice else after
    return f"good: {verdict['size']} records {of_log}; {after} {exposed} could have been rewritten with the signing key"


def main():
    parser = argparse.ArgumentParser(description="Verifies auditors' bundles of Homeward.")
    parser.add_argument("--key", action="append", required=True, help="the log's public key; not from the bundle")
    parser.add_argument("--checkpoint", help="file with an older checkpoint that you hold")
    parser.add_argument("--json", action="store_true", help="one line of JSON for each bundle")
    parser.add_argument("bundles", nargs="+", metavar="bundle.zip")
    asked, good = parser.parse_args(), True
    try:
        keys = [parse_key(key) for key in asked.key]
        older = asked.checkpoint and open(asked.checkpoint, "rb").read()
    except (ValueError, OSError) as error:
        parser.error(str(error))
    for path in asked.bundles:
        try:
            verdict = judge(path, keys, older)
            said = in_words(verdict)
        except Fault as fault:
            verdict, good = {"ok": False, "fault": fault.found}, False
            said = f"NOT GOOD ({fault.found['code']}): {fault}"
        print(json.dumps(verdict) if asked.json else f"{path}: {said}")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
