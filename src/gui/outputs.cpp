#include "gui/outputs.hpp"

#include <QFileDialog>
#include <QFileInfo>
#include <QPainter>
#include <QPrintDialog>
#include <memory>

#include "core/base/error.hpp"
#include "core/io/atomic_file.hpp"
#include "core/io/check_book.hpp"
#include "core/io/risk_file.hpp"
#include "core/io/schedule_book.hpp"
#include "core/io/source_files.hpp"
#include "core/session/check_list.hpp"
#include "core/session/run_settings.hpp"
#include "core/session/schedules.hpp"
#include "gui/sheet_job.hpp"
#include "gui/words.hpp"
#include "render/export.hpp"

namespace firebreak::gui {

namespace {

constexpr double mm_per_inch = 25.4;

/// Words as the name of a file that every system takes.
QString file_name_of(QString words) {
  constexpr qsizetype most_letters = 80;  // with an ending under 255 bytes in any script
  for (QChar& c : words)
    if (c.unicode() < 32 || QStringLiteral("/\\:*?\"<>|").contains(c)) c = ' ';
  words = words.simplified().left(most_letters);
  while (words.endsWith('.') || words.endsWith(' ')) words.chop(1);
  return words.isEmpty() ? QStringLiteral("firebreak") : words;
}

}  // namespace

Outputs::Outputs(Document& document, QWidget& window) : document_(document), window_(window) {
  setObjectName("outputs");
  ask_path = [this](const QString& title, const QString& name, const QString& ending) {
    QFileDialog dialog(&window_, title, folder_, ending.toUpper() + " (*." + ending + ")");
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(ending);
    dialog.selectFile(name);
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().front() : QString();
  };
  ask_printer = [this](QPrinter& printer) {
    return QPrintDialog(&printer, &window_).exec() == QDialog::Accepted;
  };
}

void Outputs::add_actions(Actions& actions) {
  const auto sheet = [&](const char* id, const char* text, const char* ending,
                         const QKeySequence& keys) {
    actions.add(id, "output", text, tr_key("Writes the page of the step Brief as a file"), keys,
                [this, ending] {
                  if (has_results())
                    ask_and_write(tr_key("Map sheet"), proposed_name(Shows::unit), ending,
                                  &Outputs::write_sheet);
                });
  };
  sheet("export_pdf", tr_key("Map sheet as &PDF …"), "pdf", QKeySequence("Ctrl+E"));
  sheet("export_png", tr_key("Map sheet as P&NG …"), "png", {});
  sheet("export_svg", tr_key("Map sheet as &SVG …"), "svg", {});
  actions.add("print_sheet", "output", tr_key("Print the map sheet …"),
              tr_key("Prints the page of the step Brief"), QKeySequence::Print,
              [this] { print_sheet(); });
  actions.add_separator("output");
  actions.add("print_one_page", "output", tr_key("One &page about the selection …"),
              tr_key("An A4 page about the chosen building, zone or lane: its story, a small map, "
                     "the clauses"),
              QKeySequence("Ctrl+Alt+P"), [this] {
                if (!has_results()) return;
                const auto page = page_about(document_);
                if (!page)
                  return document_.tell(
                      words("Choose a building, a zone or a lane on the map first."), Tone::notice);
                ask_and_write(tr_key("One page"), file_name_of(to_qt(page->title)), "pdf",
                              &Outputs::write_one_page);
              });
  actions.add_separator("output");
  actions.add("export_gpkg", "output", tr_key("Result as &GeoPackage …"),
              tr_key("All results with styles, run record and ledger, for QGIS and ArcGIS"),
              QKeySequence("Ctrl+Alt+E"), [this] {
                if (has_results())
                  ask_and_write(tr_key("Result"), proposed_name(Shows::everything), "gpkg",
                                &Outputs::write_result);
              });
  actions.add("export_tables", "output", tr_key("&Tables of hydrants as Excel …"),
              tr_key("Hydrants as they are, those to be repaired, arrears by town: the tables that "
                     "are handed in"),
              {}, [this] {
                if (has_results())
                  ask_and_write(tr_key("Hydrant tables"), book_name(tr_key("Hydrant tables")),
                                "xlsx", &Outputs::write_tables);
              });
  actions.add("export_checks", "output", tr_key("Field-&check list as Excel …"),
              tr_key("Everything that is marginal or unknown, with columns to fill in on site; "
                     "firebreak fieldcheck merge reads it back"),
              {}, [this] {
                if (has_results())
                  ask_and_write(tr_key("Field-check list"), book_name(tr_key("Field-check list")),
                                "xlsx", &Outputs::write_check_list);
              });
}

bool Outputs::has_results() {
  if (document_.results()) return true;
  document_.tell(words("There is no result yet: assess first."), Tone::notice);
  return false;
}

QString Outputs::proposed_name(Shows shows) const {
  QStringList parts{to_qt(document_.project().name)};
  if (shows == Shows::unit)
    parts << to_qt(document_.units().shown_name(document_.project().view.unit));
  if (const Scenario* scenario = document_.scenario()) parts << to_qt(scenario->name);
  parts.removeAll(QString());
  return file_name_of(parts.join(' '));
}

QString Outputs::book_name(const char* title) const {
  // Two workbooks of one city side by side.
  return file_name_of(proposed_name(Shows::everything) + " " + words(title));
}

void Outputs::ask_and_write(const char* title, const QString& name, const char* ending,
                            void (Outputs::*write)(const std::filesystem::path&)) {
  const QString path = ask_path(words(title), name + "." + ending, ending);
  if (path.isEmpty()) return;
  folder_ = QFileInfo(path).absolutePath();
  (this->*write)(path.toStdString());
}

bool Outputs::may_write(const std::filesystem::path& path) {
  try {
    io::check_writable(path, io::Existing::replace, files_of(document_.project()));
    return true;
  } catch (const Error& e) {
    document_.tell(QString::fromUtf8(e.what()), Tone::failure);
    return false;
  }
}

void Outputs::tell_written(const QString& path) {
  document_.tell(document_.outdated()
                     ? words("Written: {}. It shows the result before the last changes: assess "
                             "again.",
                             path.toStdString())
                     : words("Written: {}", path.toStdString()),
                 document_.outdated() ? Tone::notice : Tone::done);
  emit written(path);
}

/// `make(job)` writes the file on a worker thread.
template <class Make>
void Outputs::write_bytes(const std::filesystem::path& path, Make make) {
  if (!may_write(path)) return;
  document_.writing().add(
      [make = std::move(make)](const Job& job) {
        make(job);
        return true;
      },
      [this, name = to_qt(path.string())](bool) { tell_written(name); });
}

void Outputs::write_sheet(const std::filesystem::path& path) {
  const auto sheet = sheet_job(document_);
  if (!sheet) return void(has_results());
  write_bytes(path, [sheet = *sheet, path](const Job& job) {
    const SheetJob shown = sheet.of_unit(job.part(0, 0.1));
    render::write_map_sheet(shown.tables(), shown.record, shown.style, shown.options, path,
                            job.part(0.1, 1));
  });
}

void Outputs::write_one_page(const std::filesystem::path& path) {
  const auto sheet = sheet_job(document_);
  const auto page = page_about(document_);
  if (!sheet || !page) return void(has_results());
  write_bytes(path, [sheet = *sheet, page = *page, path](const Job& job) {
    const QByteArray bytes =
        render::one_page_pdf(sheet.tables(), sheet.record, sheet.style, page, job);
    job.check();
    render::write_whole(path, bytes);
  });
}

void Outputs::write_result(const std::filesystem::path& path) {
  if (!has_results()) return;
  if (!document_.shown_city())
    return document_.tell(words("What is open is a result file, a GeoPackage already. Open the "
                                "city itself to write a new one."),
                          Tone::notice);
  document_.write_result(path);
}

void Outputs::write_book(const std::filesystem::path& path,
                         std::function<void(const io::RiskFile& risk, const Job& job)> make) {
  const auto result = document_.result_as_file();
  if (!result) return void(has_results());
  write_bytes(path, [result, make = std::move(make)](const Job& job) {
    const io::ScratchFolder scratch;
    make(io::open_risk_file(result(scratch.path(), job.part(0, 0.5))), job.part(0.5, 0.95));
  });
}

void Outputs::write_tables(const std::filesystem::path& path) {
  const bool by_town = !document_.units().list.empty();
  write_book(path, [path, by_town](const io::RiskFile& risk, const Job& job) {
    io::write_schedule_book(path, schedules(risk, schedules_of(risk), by_town, job),
                            io::Existing::replace);
  });
}

void Outputs::write_check_list(const std::filesystem::path& path) {
  write_book(path, [path](const io::RiskFile& risk, const Job& job) {
    io::write_check_book(path, check_list(risk, false, job), io::Existing::replace);
  });
}

void Outputs::print_sheet() {
  const auto sheet = sheet_job(document_);
  if (!sheet) return void(has_results());
  auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
  const QSizeF paper = render::paper_size_mm(sheet->options.paper, sheet->options.landscape);
  printer->setFullPage(true);
  printer->setPageSize(
      QPageSize(render::paper_size_mm(sheet->options.paper, false), QPageSize::Millimeter));
  printer->setPageOrientation(sheet->options.landscape ? QPageLayout::Landscape
                                                       : QPageLayout::Portrait);
  printer->setDocName(proposed_name(Shows::unit));
  if (!ask_printer(*printer)) return;
  document_.writing().add(
      [sheet = *sheet, printer, paper](const Job& job) {
        const SheetJob shown = sheet.of_unit(job.part(0, 0.1));
        const render::Sheet page(shown.tables(), shown.record, shown.style, shown.options,
                                 job.part(0.1, 0.4));
        QPainter painter;
        if (!painter.begin(printer.get()))
          throw Error(ErrorKind::file, text("The printer does not answer. Is it switched on?"));
        // A smaller paper in the printer: the whole sheet, smaller.
        const QRectF room = printer->paperRect(QPrinter::Inch);
        const double fits = std::min({1.0, room.width() * mm_per_inch / paper.width(),
                                      room.height() * mm_per_inch / paper.height()});
        page.paint(painter, printer->resolution() / mm_per_inch * fits, QRectF({0, 0}, paper),
                   false, job.part(0.4, 1));
        return true;
      },
      [this](bool) {
        document_.tell(words("Sent to the printer."), Tone::done);
        emit written(QString());
      });
}

}  // namespace firebreak::gui
