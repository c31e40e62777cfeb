#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

class GDALDataset;

namespace firebreak::io {

struct CloseDataset {
  void operator()(GDALDataset* dataset) const noexcept;
};
/// An open GDAL dataset that closes itself.
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

/// Registers GDAL's drivers and the settings every use of ours relies on (no side files, no
/// network); cheap after the first call, safe on any thread.
void register_gdal();

/// Catches what GDAL says on this thread while the object lives, so that nothing is printed.
class GdalMessages {
 public:
  GdalMessages();
  ~GdalMessages();
  GdalMessages(const GdalMessages&) = delete;
  GdalMessages& operator=(const GdalMessages&) = delete;

  /// The errors since the last call (warnings are left out), oldest first.
  std::vector<std::string> take_errors();
  /// The last error or, without one, the last warning; empty if GDAL said nothing.
  std::string last() const;

 private:
  struct Caught;
  std::unique_ptr<Caught> caught_;
};

/// Sets a GDAL option for this thread as long as it lives.
class ThreadOption {
 public:
  ThreadOption(std::string key, const char* value);
  ~ThreadOption();
  ThreadOption(const ThreadOption&) = delete;
  ThreadOption& operator=(const ThreadOption&) = delete;

 private:
  std::string key_;
};

/// Opens `name` (a path or a GDAL name such as /vsizip/…) for reading vector data, with open
/// options "KEY=VALUE" and, if given, only by the drivers named; null if GDAL cannot.
Dataset try_open_vector(const std::string& name, const std::vector<std::string>& options = {},
                        const std::vector<std::string>& drivers = {});

}  // namespace firebreak::io
