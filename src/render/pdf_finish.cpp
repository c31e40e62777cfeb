#include "render/pdf_finish.hpp"

#include <QString>
#include <algorithm>
#include <array>
#include <utility>

namespace firebreak::render {

namespace {

/// Moves the entries of the cross-reference table that lie behind `place` by `shift` bytes.
void shift_offsets(QByteArray& pdf, qsizetype place, qsizetype shift) {
  const qsizetype table = pdf.lastIndexOf("\nxref\n");
  const qsizetype trailer = pdf.lastIndexOf("trailer");
  const qsizetype start = pdf.lastIndexOf("startxref\n");
  if (shift == 0 || table < 0 || trailer < table || start < trailer) return;
  const qsizetype first = pdf.indexOf('\n', table + 6) + 1;  // behind the line "0 18"
  for (qsizetype at = first; at + 20 <= trailer; at += 20) {
    const qsizetype offset = pdf.mid(at, 10).toLongLong();
    if (offset > place)
      pdf.replace(at, 10, QByteArray::number(offset + shift).rightJustified(10, '0'));
  }
  const qsizetype number = start + 10;
  qsizetype end = number;
  while (end < pdf.size() && pdf[end] >= '0' && pdf[end] <= '9') ++end;
  pdf.replace(number, end - number, QByteArray::number(table + 1));
}

void set_date(QByteArray& pdf, const std::string& made_utc) {
  const QByteArray key = "/CreationDate (";
  const qsizetype at = pdf.indexOf(key);
  QByteArray digits;
  for (const char c : made_utc)
    if (c >= '0' && c <= '9') digits += c;
  if (at < 0 || digits.size() < 14) return;
  const qsizetype from = at + key.size();
  const qsizetype end = pdf.indexOf(')', from);
  const QByteArray date = "D:" + digits.left(14) + "Z";
  const qsizetype shift = date.size() - (end - from);
  pdf.replace(from, end - from, date);
  shift_offsets(pdf, from, shift);
}

/// Radicals of the supplement block with the character that looks the same (Unicode's
/// EquivalentUnifiedIdeograph.txt); Unicode's own normalisation leaves them alone.
constexpr std::array<std::pair<ushort, ushort>, 43> supplement{
    {{0x2e81, 0x5382}, {0x2e8e, 0x5140}, {0x2e92, 0x5df3}, {0x2e9d, 0x6708}, {0x2ea0, 0x6c11},
     {0x2ea9, 0x738b}, {0x2eac, 0x793a}, {0x2eb6, 0x7f8a}, {0x2ebc, 0x8089}, {0x2ec1, 0x864e},
     {0x2ec4, 0x897f}, {0x2ec5, 0x89c1}, {0x2ec6, 0x89d2}, {0x2ec8, 0x8ba0}, {0x2ec9, 0x8d1d},
     {0x2ecb, 0x8f66}, {0x2ed1, 0x9577}, {0x2ed3, 0x957f}, {0x2ed4, 0x95e8}, {0x2ed7, 0x96e8},
     {0x2ed8, 0x9752}, {0x2ed9, 0x97e6}, {0x2eda, 0x9875}, {0x2edb, 0x98ce}, {0x2edc, 0x98de},
     {0x2edd, 0x98df}, {0x2ee2, 0x9a6c}, {0x2ee3, 0x9aa8}, {0x2ee4, 0x9b3c}, {0x2ee5, 0x9c7c},
     {0x2ee6, 0x9e1f}, {0x2ee7, 0x5364}, {0x2ee8, 0x9ea6}, {0x2ee9, 0x9ec4}, {0x2eea, 0x9efe},
     {0x2eeb, 0x6589}, {0x2eec, 0x9f50}, {0x2eed, 0x6b6f}, {0x2eee, 0x9f7f}, {0x2eef, 0x7adc},
     {0x2ef0, 0x9f99}, {0x2ef1, 0x9f9c}, {0x2ef2, 0x4e80}}};

/// The character that a Kangxi radical stands for, as four hexadecimal digits; empty if there is no
/// single one.
QByteArray character_of_radical(const QByteArray& hex) {
  bool good = false;
  const auto code = hex.toUShort(&good, 16);
  if (!good || code < 0x2e80 || code > 0x2fd5) return {};
  for (const auto& [radical, character] : supplement)
    if (radical == code) return QByteArray::number(character, 16).toUpper();
  const QString plain = QString(QChar(code)).normalized(QString::NormalizationForm_KC);
  if (plain.size() != 1 || plain[0].unicode() == code) return {};
  return QByteArray::number(plain[0].unicode(), 16).toUpper().rightJustified(4, '0');
}

void name_characters(QByteArray& pdf) {
  const QByteArray begin = "beginbfrange\n";
  for (qsizetype at = pdf.indexOf(begin); at >= 0; at = pdf.indexOf(begin, at + 1)) {
    const qsizetype end = pdf.indexOf("endbfrange", at);
    if (end < 0) return;
    for (qsizetype line = at + begin.size(); line < end;) {
      const qsizetype next = std::min(pdf.indexOf('\n', line) + 1, end);
      if (next <= line) return;
      // "<0003> <0003> <2F54>" or "<0003> <0007> [<2F54> <…> ]"; the third word is the first name.
      // A range of several glyphs with one name counts upwards and is left alone.
      const bool list = pdf.mid(line, next - line).contains('[');
      const bool one = pdf.mid(line, 6) == pdf.mid(line + 7, 6);
      for (qsizetype word = line + 14; (list || one) && word + 6 <= next; ++word) {
        if (pdf[word] != '<' || pdf[word + 5] != '>') continue;
        const QByteArray better = character_of_radical(pdf.mid(word + 1, 4));
        if (!better.isEmpty()) pdf.replace(word + 1, 4, better);
      }
      line = next;
    }
  }
}

}  // namespace

QByteArray finished_pdf(QByteArray pdf, const std::string& made_utc) {
  name_characters(pdf);
  set_date(pdf, made_utc);
  return pdf;
}

}  // namespace firebreak::render
