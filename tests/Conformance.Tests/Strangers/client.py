"""A client of a remote signer in another language: leads one session of a live runner, paid through the signer, and says what happened.

Arguments: URL of the signer, URL of the orchestrator, seconds to wait for an answer (5, as the network's SDK). Each line of the output is one JSON object. Needs aiohttp, grpcio and protobuf; nothing is generated:
protobuf's wire format is written and read with the library's own primitives.
"""

import asyncio
import base64
import json
import ssl
import sys
from urllib.parse import urlparse

import aiohttp
import grpc
from google.protobuf.internal import decoder, encoder

TIMEOUT = aiohttp.ClientTimeout(total=float(sys.argv[3]) if len(sys.argv) > 3 else 5)


def say(**what):
    print(json.dumps(what), flush=True)


def bytes_field(number, value):
    return encoder.TagBytes(number, 2) + encoder._VarintBytes(len(value)) + value


def fields(message):
    """Numbers and values of a message: integers, or bytes."""
    found, at = [], 0
    while at < len(message):
        tag, at = decoder._DecodeVarint(message, at)
        value, at = decoder._DecodeVarint(message, at)
        if tag & 7 == 2:
            value, at = message[at : at + value], at + value
        found.append((tag >> 3, value))
    return found


def nonces(payment):
    tickets = [value for number, value in fields(base64.b64decode(payment)) if number == 4]
    return [dict(fields(ticket))[1] for ticket in tickets]


async def get_orchestrator(orchestrator, identity):
    """Asks the orchestrator as gateways do, trusting the certificate that it shows."""
    url = urlparse(orchestrator)
    certificate = await asyncio.to_thread(ssl.get_server_certificate, (url.hostname, url.port))
    request = bytes_field(1, bytes.fromhex(identity["address"][2:])) + bytes_field(2, bytes.fromhex(identity["signature"][2:]))
    async with grpc.aio.secure_channel(url.netloc, grpc.ssl_channel_credentials(certificate.encode())) as channel:
        return await channel.unary_unary("/net.Orchestrator/GetOrchestrator")(request, timeout=TIMEOUT.total)


async def pay(http, signer, request, refresh):
    """One payment: None when nothing is due. Three refreshes, four calls, always the same state."""
    for attempt in range(4):
        async with http.post(signer + "/generate-live-payment", json=request, timeout=TIMEOUT) as answer:
            body = await answer.json()
            if answer.status == 200:
                assert isinstance(body["payment"], str) and body["payment"] and isinstance(body["state"], dict)
                return body
            if answer.status == 482:
                return None
            say(event="refused", status=answer.status, message=body["error"]["message"], orchestrator=answer.headers.get("Livepeer-Orchestrator-Url"))
            if answer.status != 480 or attempt == 3:
                raise RuntimeError(f"the signer refused: {answer.status} {body}")
        request["orchestrator"] = await refresh()


async def main(signer, orchestrator):
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=trusting)) as http:
        async with http.post(signer + "/sign-orchestrator-info", json={}, timeout=TIMEOUT) as answer:
            identity = await answer.json()
        say(event="identity", address=identity["address"])

        info = await get_orchestrator(orchestrator, identity)
        say(event="orchestrator", uri=dict(fields(info))[1].decode())

        async with http.get(orchestrator + "/discovery", timeout=TIMEOUT) as answer:
            runner = (await answer.json())[0]["runners"][0]
        async with http.post(runner["url"], headers={"Livepeer-Payer-Address": identity["address"]}, timeout=TIMEOUT) as answer:
            assert answer.status == 402, answer.status
            challenge = await answer.json()
        manifest = challenge["manifest_id"]

        async def refresh():
            async with http.post(orchestrator + "/refresh-payment", json={"sender": identity["address"], "manifest_id": manifest}, timeout=TIMEOUT) as answer:
                assert answer.status == 200, await answer.text()
                return (await answer.json())["payment_params"]

        request = {"orchestrator": challenge["payment_params"], "ManifestID": manifest, "type": "live", "app": runner["app"], "maxPrice": runner["price_info"]}
        first = await pay(http, signer, request, refresh)
        say(event="paid", nonces=nonces(first["payment"]))
        headers = {"Livepeer-Payment": first["payment"], "Livepeer-Segment": first["segCreds"], "Livepeer-Payer-Address": identity["address"]}
        async with http.post(runner["url"], headers=headers, timeout=TIMEOUT) as answer:
            assert answer.status == 200, await answer.text()
            session = await answer.json()
        say(event="session", id=session["session_id"])

        request["state"] = first["state"]
        for cycle in range(3):
            await asyncio.sleep(1)
            if cycle == 2:
                request["orchestrator"] = await refresh()
            paid = await pay(http, signer, request, refresh)
            if paid is None:
                say(event="skipped")
                continue
            request["state"] = paid["state"]
            headers = {"Livepeer-Payment": paid["payment"], "Livepeer-Segment": paid["segCreds"]}
            async with http.post(challenge["payment_url"], headers=headers, timeout=TIMEOUT) as answer:
                assert answer.status == 200, await answer.text()
            say(event="paid", nonces=nonces(paid["payment"]))

        wrong = dict(request, app="somebody/else")
        async with http.post(signer + "/generate-live-payment", json=wrong, timeout=TIMEOUT) as answer:
            say(event="wrong", status=answer.status, message=(await answer.json())["error"]["message"])


asyncio.run(main(sys.argv[1].rstrip("/"), sys.argv[2].rstrip("/")))
