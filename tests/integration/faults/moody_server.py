"""A web server on the current folder whose mood is read from a file for each request: moody_server.py PORT MOOD_FILE
ok; plain (neither ETag nor Last-Modified); a status (403, 500, ...); stall (no answer); short (half of a file, then the end of the connection)."""
import http.server
import os
import sys
import time


def mood_now():
    with open(sys.argv[2]) as file:
        return file.read().strip()


class Handler(http.server.SimpleHTTPRequestHandler):
    def send_header(self, name, value):
        if mood_now() != "plain" or name != "Last-Modified":
            super().send_header(name, value)

    def answer(self, usual):
        mood = mood_now()
        if mood.isdigit():
            self.send_error(int(mood))
        elif mood == "stall":
            time.sleep(600)
        elif mood == "short" and self.command == "GET" and os.path.isfile(self.translate_path(self.path)):
            with open(self.translate_path(self.path), "rb") as file:
                body = file.read()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[:len(body) // 2])
            self.close_connection = True
        else:
            usual()

    def do_GET(self):
        self.answer(super().do_GET)

    def do_HEAD(self):
        self.answer(super().do_HEAD)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
server.daemon_threads = True
server.serve_forever()
