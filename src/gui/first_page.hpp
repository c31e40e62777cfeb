#pragma once

#include <QLabel>
#include <QListWidget>
#include <QWidget>
#include <filesystem>

#include "gui/app_settings.hpp"
#include "gui/document.hpp"

namespace firebreak::gui {

/// What an empty window shows, and nothing else: open data, recent projects, the two samples.
class FirstPage : public QWidget {
  Q_OBJECT
 public:
  FirstPage(Document& document, AppSettings& settings, QWidget* parent = nullptr);

 signals:
  void open_wanted();
  void sample_wanted();
  void county_wanted();
  void recent_wanted(const std::filesystem::path& path);

 private:
  void fill_recent();

  Document& document_;
  AppSettings& settings_;
  QListWidget* recent_;
  QLabel* recent_title_;
};

}  // namespace firebreak::gui
