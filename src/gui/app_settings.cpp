#include "gui/app_settings.hpp"

#include <QLocale>
#include <QStandardPaths>
#include <algorithm>

#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

constexpr std::size_t most_recent = 10;

QString path_text(const std::filesystem::path& path) {
  return to_qt(path.string());
}

}  // namespace

AppSettings::AppSettings(const std::filesystem::path& file)
    : store_(file.empty() ? QStandardPaths::writableLocation(QStandardPaths::ConfigLocation) +
                                "/firebreak/window.ini"
                          : path_text(file),
             QSettings::IniFormat),
      folder_(file.empty() ? std::filesystem::path(QStandardPaths::writableLocation(
                                                       QStandardPaths::GenericDataLocation)
                                                       .toStdString()) /
                                 "firebreak"
                           : file.parent_path() / "firebreak") {}

Language AppSettings::language() const {
  const QString kept = store_.value("language").toString();
  if (kept == "zh") return Language::zh;
  if (kept == "en") return Language::en;
  return QLocale::system().language() == QLocale::Chinese ? Language::zh : Language::en;
}

void AppSettings::set_language(Language language) {
  store_.setValue("language", language == Language::zh ? "zh" : "en");
}

std::string AppSettings::theme() const {
  return store_.value("theme", "light").toString() == "dark" ? "dark" : "light";
}

void AppSettings::set_theme(const std::string& theme) {
  store_.setValue("theme", to_qt(theme));
}

bool AppSettings::large() const {
  return store_.value("large", false).toBool();
}

void AppSettings::set_large(bool large) {
  store_.setValue("large", large);
}

QString AppSettings::person() const {
  return store_.value("confirm_by").toString();
}

void AppSettings::set_person(const QString& name) {
  store_.setValue("confirm_by", name);
}

std::vector<std::filesystem::path> AppSettings::recent() const {
  std::vector<std::filesystem::path> paths;
  for (const QString& path : store_.value("recent").toStringList()) {
    std::error_code ignored;
    if (std::filesystem::exists(path.toStdString(), ignored))
      paths.emplace_back(path.toStdString());
  }
  return paths;
}

void AppSettings::add_recent(const std::filesystem::path& given) {
  // Tomorrow the program is started in another folder.
  const std::filesystem::path path = std::filesystem::absolute(given).lexically_normal();
  QStringList paths = store_.value("recent").toStringList();
  paths.removeAll(path_text(path));
  paths.prepend(path_text(path));
  while (paths.size() > static_cast<qsizetype>(most_recent)) paths.removeLast();
  store_.setValue("recent", paths);
}

void AppSettings::clear_recent() {
  store_.remove("recent");
}

std::filesystem::path AppSettings::data_folder() const {
  return folder_;
}

}  // namespace firebreak::gui
