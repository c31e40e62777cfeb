#include "support/tile_server.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <string_view>

namespace firebreak::test {

TileServer::TileServer() {
  // Nothing on this machine is behind a proxy.
  setenv("no_proxy", "127.0.0.1", 1);
  listening_ = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (listening_ < 0 || bind(listening_, any, size) != 0 || listen(listening_, 64) != 0 ||
      getsockname(listening_, any, &size) != 0)
    throw std::runtime_error("no socket on localhost");
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this] { serve(); });
}

TileServer::~TileServer() {
  ends_ = true;
  thread_.join();
  for (const int connection : kept_) close(connection);
  close(listening_);
}

std::string TileServer::url() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

void TileServer::put(const std::string& path, std::string content) {
  const std::scoped_lock lock(mutex_);
  content_[path] = std::move(content);
}

void TileServer::serve() {
  while (!ends_) {
    pollfd waiting{listening_, POLLIN, 0};
    if (poll(&waiting, 1, 20) <= 0) continue;
    const int connection = accept(listening_, nullptr, nullptr);
    if (connection < 0) continue;
    ++requests_;
    if (hangs_) {
      kept_.push_back(connection);
      continue;
    }
    answer(connection);
    close(connection);
  }
}

void TileServer::answer(int connection) {
  std::string request;
  char part[4096];
  while (request.find("\r\n\r\n") == std::string::npos) {
    const auto got = recv(connection, part, sizeof part, 0);
    if (got <= 0) return;
    request.append(part, static_cast<std::size_t>(got));
  }
  const auto from = request.find(' ') + 1;
  const std::string path = request.substr(from, request.find(' ', from) - from);
  std::string body;
  const char* status = "404 Not Found";
  {
    const std::scoped_lock lock(mutex_);
    if (const auto found = content_.find(path); found != content_.end()) {
      status = "200 OK";
      body = found->second;
    }
  }
  if (fails_) {
    status = "500 Internal Server Error";
    body.clear();
  }
  const std::string head = std::string("HTTP/1.1 ") + status +
                           "\r\nContent-Length: " + std::to_string(body.size()) +
                           "\r\nConnection: close\r\n\r\n";
  for (const std::string_view text : {std::string_view(head), std::string_view(body)})
    for (std::size_t sent = 0; sent < text.size();) {
      const auto n = send(connection, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
      if (n <= 0) return;
      sent += static_cast<std::size_t>(n);
    }
}

}  // namespace firebreak::test
