#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace firebreak::test {

/// A web server on localhost that knows a few paths, for tests; everything else is a 404.
class TileServer {
 public:
  TileServer();
  ~TileServer();
  TileServer(const TileServer&) = delete;
  TileServer& operator=(const TileServer&) = delete;

  /// "http://127.0.0.1:PORT"
  std::string url() const;
  void put(const std::string& path, std::string content);
  /// From now on answers nothing and keeps callers waiting until it is gone.
  void hang() { hangs_ = true; }
  /// From now on answers with an error of its own.
  void fail() { fails_ = true; }
  int requests() const { return requests_; }

 private:
  void serve();
  void answer(int connection);

  int listening_ = -1;
  int port_ = 0;
  std::atomic<bool> hangs_ = false, fails_ = false, ends_ = false;
  std::atomic<int> requests_ = 0;
  std::mutex mutex_;
  std::map<std::string, std::string> content_;
  std::vector<int> kept_;
  std::jthread thread_;
};

}  // namespace firebreak::test
