#include "core/io/gdal.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_priv.h>

#include <mutex>
#include <utility>

namespace firebreak::io {

void CloseDataset::operator()(GDALDataset* dataset) const noexcept {
  GDALClose(dataset);
}

void register_gdal() {
  static std::once_flag once;
  std::call_once(once, [] {
    // Statistics, indexes and guessed schemas are never written beside a source.
    CPLSetConfigOption("GDAL_PAM_ENABLED", "NO");
    // CAD codes in extended data say what a line stands for.
    CPLSetConfigOption("DXF_INCLUDE_RAW_CODE_VALUES", "YES");
    GDALAllRegister();
  });
}

struct GdalMessages::Caught {
  std::vector<std::string> errors;
  std::string last_error;
  std::string last_warning;
};

GdalMessages::GdalMessages() : caught_(std::make_unique<Caught>()) {
  CPLPushErrorHandlerEx(
      [](CPLErr level, CPLErrorNum, const char* message) {
        auto* caught = static_cast<Caught*>(CPLGetErrorHandlerUserData());
        if (level >= CE_Failure) {
          caught->last_error = message;
          // A file of damaged records must not fill the memory with its complaints.
          if (caught->errors.size() < 1000) caught->errors.emplace_back(message);
        } else if (level == CE_Warning) {
          caught->last_warning = message;
        }
      },
      caught_.get());
}

GdalMessages::~GdalMessages() {
  CPLPopErrorHandler();
}

ThreadOption::ThreadOption(std::string key, const char* value) : key_(std::move(key)) {
  CPLSetThreadLocalConfigOption(key_.c_str(), value);
}
ThreadOption::~ThreadOption() {
  CPLSetThreadLocalConfigOption(key_.c_str(), nullptr);
}

std::vector<std::string> GdalMessages::take_errors() {
  return std::exchange(caught_->errors, {});
}

std::string GdalMessages::last() const {
  return caught_->last_error.empty() ? caught_->last_warning : caught_->last_error;
}

Dataset try_open_vector(const std::string& name, const std::vector<std::string>& options,
                        const std::vector<std::string>& drivers) {
  register_gdal();
  const auto pointers = [](const std::vector<std::string>& texts) {
    std::vector<const char*> out;
    for (const std::string& t : texts) out.push_back(t.c_str());
    out.push_back(nullptr);
    return out;
  };
  const auto option_list = pointers(options);
  const auto driver_list = pointers(drivers);
  return Dataset(GDALDataset::Open(name.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY,
                                   drivers.empty() ? nullptr : driver_list.data(),
                                   option_list.data(), nullptr));
}

}  // namespace firebreak::io
