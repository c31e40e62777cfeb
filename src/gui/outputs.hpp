#pragma once

#include <QObject>
#include <QPrinter>
#include <QString>
#include <QWidget>
#include <filesystem>
#include <functional>

#include "core/io/risk_file.hpp"
#include "gui/actions.hpp"
#include "gui/document.hpp"

namespace firebreak::gui {

/// Everything that leaves the window as a file or on paper. Questions come first; the work is done
/// off the main thread, is stopped by Esc, and the file appears whole or not at all.
class Outputs : public QObject {
  Q_OBJECT
 public:
  Outputs(Document& document, QWidget& window);

  /// Puts the commands into the menu "output".
  void add_actions(Actions& actions);

  void write_sheet(const std::filesystem::path& path);
  void write_result(const std::filesystem::path& path);
  void write_one_page(const std::filesystem::path& path);
  /// The tables that planners hand in, a sheet for each town where there are towns.
  void write_tables(const std::filesystem::path& path);
  /// What somebody has to look at on site, as a workbook that is filled in and read back.
  void write_check_list(const std::filesystem::path& path);
  void print_sheet();

  /// Where to write; replaced by tests. `ending` without a dot.
  std::function<QString(const QString& title, const QString& name, const QString& ending)> ask_path;
  /// Which printer, and how; replaced by tests.
  std::function<bool(QPrinter& printer)> ask_printer;

 signals:
  void written(const QString& path);

 private:
  /// `name`: proposed for the file, without ending.
  void ask_and_write(const char* title, const QString& name, const char* ending,
                     void (Outputs::*write)(const std::filesystem::path&));
  /// Makes a workbook of the results as a file; off the main thread.
  void write_book(const std::filesystem::path& path,
                  std::function<void(const io::RiskFile& risk, const Job& job)> make);
  template <class Make>
  void write_bytes(const std::filesystem::path& path, Make make);
  bool may_write(const std::filesystem::path& path);
  bool has_results();
  enum class Shows { everything, unit };  ///< unit: the one chosen
  /// A file's name without ending: of the project, the unit if it shows that, the plan.
  QString proposed_name(Shows shows) const;
  /// The same for a workbook, with what it is.
  QString book_name(const char* title) const;
  void tell_written(const QString& path);

  Document& document_;
  QWidget& window_;
  QString folder_;  ///< of the last file
};

}  // namespace firebreak::gui
