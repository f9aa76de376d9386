"""A web service on this machine that answers as told, and remembers what it was asked."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Service:
    """`answers` are (status, headers, body) in order, the last one for ever; `asked` holds (path, headers, body)."""

    def __init__(self, answers):
        self.answers, self.asked = list(answers), []

    def __call__(self):
        """The next answer."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def serving(*answers) -> Iterator[tuple[str, Service]]:
    """The address and the service."""
    service = Service(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            service.asked.append(
                (self.path, {name.lower(): value for name, value in self.headers.items()}, json.loads(body))
            )
            status, headers, answer = service()
            data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            for name, value in {**headers, "content-length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            """Nothing on stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def chat(content):
    """A chat completion that says `content`."""
    return {"choices": [{"message": {"role": "assistant", "content": content}}]}
