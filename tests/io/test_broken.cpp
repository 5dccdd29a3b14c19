// Broken input: one clear line each, and the kind of error that becomes the exit code.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <string>
#include <utility>
#include <vector>

#include "io/dataset.hpp"
#include "io/files.hpp"
#include "strads/error.hpp"

namespace strads::io {
namespace {

struct Broken {
  std::string name;
  std::string content;
  std::string message;  // behind the path of the file
  ErrorKind kind = ErrorKind::malformed;
  bool impute = false;
  std::string target = {};
};

template <class Read>
void check_refused(const std::string& path, const Broken& broken, const Read& read) {
  CAPTURE(broken.name);
  CAPTURE(broken.content);
  try {
    read();
    FAIL_CHECK("was read");
  } catch (const Error& error) {
    CHECK(std::string(error.what()) == path + broken.message);
    CHECK(error.kind() == broken.kind);
  }
}

std::string dictionary(const std::string& type, const std::string& shape) {
  return "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
}

const std::string nan_bytes("\0\0\0\0\0\0\xF8\x7F", 8);
const std::string general = "%%MatrixMarket matrix coordinate real general\n";
const std::string pattern = "%%MatrixMarket matrix coordinate pattern general\n";
const std::string symmetric = "%%MatrixMarket matrix coordinate real symmetric\n";
const std::string array = "%%MatrixMarket matrix array real general\n";

const std::vector<Broken>& corpus() {
  static const std::vector<Broken> all = {
      // Any format.
      {"e.svm", "", ": expected data, found an empty file"},
      {"e.csv", " \n\n", ": expected data, found an empty file"},
      {"wide.csv",
       std::string("\xFF\xFE"
                   "a\0,\0b\0\n\0",
                   10),
       ": expected data that strads reads, found UTF-16: save it as UTF-8"},
      {"x.npz", std::string("PK\x03\x04\x14\0\0\0", 8),
       ": expected data that strads reads, found a zip archive (.xlsx, .ods, .npz): save the table as CSV"},
      {"calls.vcf", "##fileformat=VCFv4.2\n#CHROM\tPOS\n",
       ": expected data that strads reads, found VCF: plink2 --vcf FILE --make-bed writes the genotypes that strads "
       "reads"},
      {"calls.pgen", std::string("\x6C\x1B\x10\0", 4),
       ": expected data that strads reads, found PLINK 2's .pgen: plink2 --pfile NAME --make-bed writes the genotypes "
       "that strads reads"},
      // Row names under a header that ends with a separator: each name would be that of the column before.
      {"shifted.csv", "a,y,\n1,7,2.5\n2,5,3.5\n",
       ":1:1: expected a name above the last column, which has values, found none; an empty name in front is that of "
       "row names"},
      {"shifted.txt", "\"a\"\t\"y\"\t\"\"\nann\t7\t2.5\nbob\t5\t3.5\n",
       ":1:1: expected a name above the last column, which has values, found none; an empty name in front is that of "
       "row names"},
      {"zero.csv", std::string("a,b\n1,2\n\0\n", 10),
       ": expected text (UTF-8), a NumPy array or PLINK genotypes, found other binary data"},
      {"cut.svm.gz", gzipped("1 1:1\n1 1:2\n").substr(0, 20), ": expected more gzip data, found the end of the file"},
      {"cut.svm.zst", zstandard("1 1:1\n1 1:2\n").substr(0, 14),
       ": expected more zstd data, found the end of the file"},
      {"bad.svm.gz", gzipped("1 1:1\n").substr(0, 10) + std::string(30, '\xFF'),
       ": expected gzip data, found corrupt data"},
      {"bad.svm.zst", zstandard("1 1:1\n").substr(0, 4) + std::string(30, '\xFF'),
       ": expected zstd data, found corrupt data"},
      {"gone.svm.gz", gzipped("1 1:1\n1 1:abc\n"), ":2:3: expected index:value, found \"1:abc\""},

      // libsvm.
      {"a.svm", "1 1:1\n1 0:1\n",
       ":2:3: expected an index from 1 up (libsvm counts columns from 1), found \"0:1\"; "
       "--index-base 0 reads a file that counts from 0"},
      {"b.svm", "1 1:1\n1 1:1 abc 2:2\n", ":2:7: expected index:value, found \"abc\""},
      {"c.svm", "1 1:1\n1 3:1 2:1\n", ":2:7: expected an index above 3 (indices ascend, none twice), found \"2:1\""},
      {"d.svm", "1 1:1\n1 3:1 3:1\n", ":2:7: expected an index above 3 (indices ascend, none twice), found \"3:1\""},
      {"f.svm", "1 1:1\nabc 1:1\n", ":2:1: expected a number as the label, found \"abc\""},
      {"g.svm", "1 1:1\n1:1 2:1\n", ":2:1: expected a number as the label, found \"1:1\""},
      {"h.svm", "1 1:1\nnan 1:1\n", ":2:1: expected a finite number, found \"nan\""},
      {"i.svm", "1 1:1\n1 1:inf\n", ":2:5: expected a finite number, found \"inf\""},
      {"j.svm", "1 1:1\r\n1 1:1e999\r\n", ":2:5: expected a number within the range of double, found \"1e999\""},
      {"k.svm", "1 1:1\n1 99999999999999999999999:1\n",
       ":2:3: expected an index up to 2147483647, found \"99999999999999999999999:1\""},
      {"l.svm", "1 1:1\n1 -1:1\n", ":2:3: expected index:value, found \"-1:1\""},
      {"m.svm", "1 1:1\n1 1:\n", ":2:3: expected index:value, found \"1:\""},
      {"n.svm", "1 1:1\n1 1:1x\n", ":2:3: expected index:value, found \"1:1x\""},
      {"o.svm", "1\n-1\n", ": expected index:value entries, found labels only"},
      {"p.svm", "# nothing\n", ": expected lines of label index:value ..., found none"},
      {"q.svm",
       "\xEF\xBB\xBF"
       "1 1:1\n\n# \xC3\xA9\n1 \xC3\xA9 2:x\n",
       ":4:3: expected index:value, found \"\xC3\xA9\""},
      {"r.svm",
       "1 1:1\n1 \x01"
       "2:1\n",
       ":2:3: expected index:value, found \"\\x012:1\""},
      {"s.svm", "1 1:1\n1 " + std::string(100, 'z') + "\n",
       ":2:3: expected index:value, found \"" + std::string(40, 'z') + "\"..."},
      {"first.svm", "1 1:1\n1 a\n1 b\n1 c\n", ":2:3: expected index:value, found \"a\""},

      // MatrixMarket.
      {"a.mtx", "1 1 1\n", ":1:1: expected %%MatrixMarket, found \"1\""},
      {"b.mtx", "%%MatrixMarket matrix coordinate complex general\n1 1 1\n",
       ":1:34: expected real, integer or pattern, found \"complex\""},
      {"c.mtx", "%%MatrixMarket matrix coordinate real hermitian\n1 1 1\n",
       ":1:39: expected general, symmetric or skew-symmetric, found \"hermitian\""},
      {"d.mtx", "%%MatrixMarket matrix\n", ":1:22: expected coordinate or array, found the end of the line"},
      {"e.mtx", general + "% only a comment\n", ":3:1: expected a size line, found the end of the file"},
      {"f.mtx", general + "2 2 2\n1 1 1.000000\n", ": expected 2 entries, found 1"},
      {"g.mtx", general + "2 2 1\n1 1 1\n2 2 2\n",
       ":4:1: expected the end of the file after 1 entries, found \"2 2 2\""},
      {"h.mtx", general + "2 2 1\n3 1 1\n", ":3:1: expected a row from 1 to 2, found \"3\""},
      {"i.mtx", general + "2 2 1\n1 0 1\n", ":3:3: expected a column from 1 to 2, found \"0\""},
      {"j.mtx", general + "2 2 1\n-1 1 1\n", ":3:1: expected a row from 1 to 2, found \"-1\""},
      {"k.mtx", general + "2 2 3\n1 1 1\n2 1 1\n1 1 5\n", ":5:1: expected each entry once, found \"1 1 5\""},
      {"l.mtx", symmetric + "2 2 2\n2 1 1\n1 2 1\n", ":4:1: expected each entry once, found \"1 2 1\""},
      {"m.mtx", symmetric + "2 3 1\n2 1 1\n",
       ":2:1: expected as many rows as columns in a symmetric matrix, found \"2 3 1\""},
      {"n.mtx", general + "2 2 999999999999\n1 1 1\n",
       ":2:5: expected a number of entries that the file can hold (at most 1), found \"999999999999\""},
      {"o.mtx", general + "2 2\n1 1 1\n",
       ":2:4: expected a number of entries that the file can hold (at most 1), found the end of the line"},
      {"p.mtx", general + "0 2 1\n1 1 1\n", ":2:1: expected the number of rows, from 1 up, found \"0\""},
      {"q.mtx", general + "99999999999999999999999 2 1\n1 1 1\n",
       ":2:1: expected the number of rows, from 1 up, found \"99999999999999999999999\""},
      {"r.mtx", general + "5000000000 2 1\n1 1 1\n", ": more than 2147483647 rows or columns", ErrorKind::memory},
      {"s.mtx", general + "2 2 1\n1 1 nan\n", ":3:5: expected a finite number, found \"nan\""},
      {"t.mtx", general + "2 2 1\n%\n1 1\n", ":4:4: expected a number, found the end of the line"},
      {"u.mtx", pattern + "2 2 1\n1 1 7\n", ":3:5: expected the end of the line, found \"7\""},
      {"v.mtx", "%%MatrixMarket matrix coordinate real skew-symmetric\n2 2 1\n1 1 1\n",
       ":3:1: expected no diagonal entry in a skew-symmetric matrix, found \"1 1 1\""},
      {"w.mtx", array + "2 2\n1\n2\n3\n",
       ":2:1: expected a size that the file can hold (at most 3 numbers), found \"2 2\""},
      {"x.mtx", array + "2000000000 2000000000\n1\n2\n3\n",
       ":2:1: expected a size that the file can hold (at most 3 numbers), found \"2000000000 2000000000\""},
      {"y.mtx", array + "1 2\n1\n2 3\n", ":4:3: expected the end of the line, found \"3\""},
      {"z.mtx", array + "2 1\n1.00\n", ": expected 2 entries, found 1"},

      // CSV.
      {"a.csv", "a,b\n1,2\n3\n", ":3:2: expected 2 cells, found the end of the line after 1"},
      {"b.csv", "a,b\n1,2\n3,4,5\n",
       ":3:5: expected 2 cells, found 3; decimal commas need quotes where commas separate"},
      {"c.csv", "a,b\n1,2\n3,abc\n", ":3:3: expected a number, found \"abc\""},
      {"d.csv", "a,b\n1,2\n3,NA\n",
       ":3:3: expected a number, found \"NA\"; --impute mean puts the column's mean there"},
      {"f.csv", "a,b\n1,2\n,3\n",
       ":3:1: expected a number, found an empty cell; --impute mean puts the column's mean there"},
      {"g.csv", "a,b\n1,inf\n", ":2:3: expected a finite number, found \"inf\""},
      {"h.csv", "a,b\n1,inf\n", ":2:3: expected a finite number, found \"inf\"", ErrorKind::malformed, true},
      {"i.csv", "a,b\n1,NA\n2,\n", ": expected a value in column 2 (\"b\"), found missing values only",
       ErrorKind::malformed, true},
      {"j.csv", "a,b\n1,NA\n", ":2:3: expected a number (the target has no missing values), found \"NA\"",
       ErrorKind::malformed, true, "b"},
      {"k.csv", "a,b\n1,2\n", ": no column is named \"c\"; there are \"a\", \"b\"", ErrorKind::mismatch, false, "c"},
      {"l.csv", "a,a\n1,2\n", ": more than one column is named \"a\"", ErrorKind::mismatch, false, "a"},
      {"m.csv", "a,b\n", ": expected rows of numbers, found none"},
      {"n.csv", "a\n1\n", ": expected columns beside the target, found none", ErrorKind::malformed, false, "a"},
      {"o.csv", "a,b\n\"1,2\n", ":2:1: expected a closing quote in the same line, found \"\\\"1,2\""},
      {"p.csv", "a,b\n\"1\"x,2\n", ":2:4: expected a separator after the quote, found \"x,2\""},
      {"q.csv", "a,b\n1,1e400\n", ":2:3: expected a number within the range of double, found \"1e400\""},
      {"r.csv", "a,b,c,d,e,f,g,h\n1\n1\n1\n1\n", ":2:2: expected 8 cells, found the end of the line after 1"},

      // .npy.
      {"a.npy", "hello", ": expected the first bytes of a .npy file, found \"hello\""},
      {"b.npy", "\x93NUMPY\x01", ": expected a .npy header, found the end of the file"},
      {"c.npy", npy(dictionary("<f8", "(2, 3)"), std::string(40, '\0')),
       ": expected 2 x 3 entries of 8 bytes, found 40 bytes"},
      {"d.npy", npy(dictionary("<f8", "(2, 3)"), std::string(56, '\0')),
       ": expected 2 x 3 entries of 8 bytes, found 56 bytes"},
      {"e.npy", npy(dictionary("<f8", "(2305843009213693952, 4)"), std::string(8, '\0')),
       ": expected 2305843009213693952 x 4 entries of 8 bytes, found 8 bytes"},
      {"f.npy", npy(dictionary(">f8", "(1, 1)"), std::string(8, '\0')),
       ": expected entries of type <f8, <f4, |i1, <i2, <i4, <i8, |u1, <u2, <u4, <u8 or |b1, found \">f8\"; "
       "numpy.save(FILE, X.astype(\"<f8\")) writes such"},
      {"g.npy", npy(dictionary("<f8", "(1, 1, 1)"), std::string(8, '\0')),
       ": expected a shape of one or two dimensions, each from 1 up, found \"(1, 1, 1)\""},
      {"h.npy", npy(dictionary("<f8", "(0, 4)"), ""),
       ": expected a shape of one or two dimensions, each from 1 up, found \"(0, 4)\""},
      {"i.npy", npy(dictionary("<f8", "()"), std::string(8, '\0')),
       ": expected a shape of one or two dimensions, each from 1 up, found \"()\""},
      {"j.npy", npy(dictionary("<f8", "(2, 1)"), std::string(8, '\0') + nan_bytes),
       ": expected a finite number in row 2, column 1, found \"nan\"; --impute mean puts the column's mean there"},
      {"k.npy", std::string("\x93NUMPY\x09\x00\x00\x00", 10), ": expected version 1, 2 or 3 of .npy, found \"9\""},
      {"l.npy", npy("{'fortran_order': False}", ""),
       ": expected 'descr' in the header, found \"{'fortran_order': False}\""},
      {"m.npy", npy(dictionary("<f8", "(1, 1)"), std::string(8, '\0')), ": npy has no column names, so no column \"y\"",
       ErrorKind::mismatch, false, "y"},
  };
  return all;
}

}  // namespace

TEST_CASE("broken matrices are refused with one exact line, at any range size") {
  const Files files;
  for (const Broken& broken : corpus()) {
    const std::string path = files.write(broken.name, broken.content);
    for (const std::int64_t range : {1, 9, 1 << 20}) {
      ReadOptions options;
      options.range_bytes = range;
      options.threads = 2;
      options.impute_mean = broken.impute;
      if (!broken.target.empty()) options.target = broken.target;
      check_refused(path, broken, [&] { (void)read_dataset(path, options); });
    }
  }
}

TEST_CASE("a file cut anywhere is read or refused, and never anything else") {
  const Files files;
  const std::vector<std::pair<std::string, std::string>> whole = {
      {"a.svm", "1 1:1 3:2\n-1 2:0.25\n"},
      {"a.mtx", general + "2 3 3\n1 1 1\n2 3 2.5\n1 2 -1\n"},
      {"a.csv", "\"a\",b\n1,2\n3,\"4\"\n"},
      {"a.npy", npy(dictionary("<f8", "(2, 2)"), std::string(32, '\0'))},
      {"a.svm.gz", gzipped("1 1:1 3:2\n-1 2:0.25\n")},
      {"a.svm.zst", zstandard("1 1:1 3:2\n-1 2:0.25\n")}};
  for (const auto& [name, content] : whole) {
    for (std::size_t size = 0; size <= content.size(); ++size) {
      for (const bool flip : {false, true}) {
        std::string bytes = content.substr(0, size);
        if (flip && size > 0) bytes[size / 2] = static_cast<char>(bytes[size / 2] ^ 0x15);
        const std::string path = files.write(name, bytes);
        try {
          (void)read_dataset(path);
        } catch (const Error& error) {
          CHECK(std::string(error.what()).starts_with(path + ":"));
          CHECK(std::string(error.what()).find('\n') == std::string::npos);
        }
      }
    }
  }
}

TEST_CASE("files that cannot be read") {
  const Files files;
  const auto refused = [&](const std::string& path, const std::string& message) {
    check_refused(path, {path, "", message, ErrorKind::file}, [&] { (void)read_dataset(path); });
    check_refused(path, {path, "", message, ErrorKind::file}, [&] { (void)read_response(path); });
  };
  refused(files.path("missing.svm"), ": No such file or directory");
  refused(files.path(""), ": Is a directory");
  const std::string secret = files.write("secret.svm", "1 1:1\n");
  ::chmod(secret.c_str(), 0);
  if (::geteuid() != 0) refused(secret, ": Permission denied");
}

TEST_CASE("what is not one number a line") {
  const Files files;
  const std::vector<Broken> all = {
      {"a.txt", "1\n2\nabc\n", ":3:1: expected a number, found \"abc\""},
      {"b.txt", "y\nz\n1\n", ":2:1: expected a number, found \"z\""},
      {"c.txt", "y\n1\nNA\n", ":3:1: expected a number, found \"NA\""},
      {"d.txt", "NA\n1\n", ":1:1: expected a number, found \"NA\""},
      {"question.txt", "?\n1\n", ":1:1: expected a number, found \"?\""},
      {"e.txt", "1\n-inf\n", ":2:1: expected a finite number, found \"-inf\""},
      {"f.txt", "", ": expected numbers, one a line, found none"},
      {"g.txt", "y\n", ": expected numbers, one a line, found none"},
      {"gap.txt", "1\n\n2\n", ":2:1: expected a number, found an empty line"},
      {"first.txt", "y\r\n\r\n1\r\n2\r\n", ":2:1: expected a number, found an empty line"},
      {"empty.txt", "1\n\"\"\n2\n", ":2:2: expected a number, found an empty cell"},
      {"footer.txt", "1\n2\n# two\n", ":3:1: expected one number a line, found 2 columns; a hint"},
      {"two.txt", "0 2.051\n1 1.032\n", ":1:1: expected one number a line, found 2 columns; a hint"},
      {"tab.txt", "7\t1\n", ":1:1: expected one number a line, found 2 columns; a hint"},
      {"comma.txt", "y\n7,x\n", ":2:1: expected one number a line, found 2 columns; a hint"},
      {"end.csv", "y\n7,\n", ":2:1: expected one number a line, found 2 columns; a hint"},
      {"semicolon.txt", "y;z\n7;1\n", ":1:1: expected one number a line, found 2 columns; a hint"},
      {"bar.txt", "7|1|3\n", ":1:1: expected one number a line, found 3 columns; a hint"},
      {"ids.txt", "FID IID h w\nF1 I1 4 65\n", ":2:1: expected one number a line, found 4 columns; a hint"},
      {"mixed.txt", "id 7\n1\n", ":1:1: expected one number a line, found 2 columns; a hint"},
      {"table.txt", "\"x\"\n\"1\" 2.5\n", ":2:1: expected one number a line, found 2 columns; a hint"},
      {"late.txt", "1\n2\n3 4\n", ":3:1: expected one number a line, found 2 columns; a hint"},
      {"mac.txt", "1\r2\r3 4\r", ":3:1: expected one number a line, found 2 columns; a hint"},
      {"decimal.txt", "1,5\n2,5\n",
       ":1:1: expected one number a line, found 2 columns; --decimal , reads decimal commas"},
      {"open.txt", "\"y\n1\n", ":1:1: expected a closing quote in the same line, found \"\\\"y\""},
      {"wide.txt",
       std::string("\xFF\xFE"
                   "1\0\n\0",
                   6),
       ": expected data that strads reads, found UTF-16: save it as UTF-8"},
      {"y.xlsx", "PK\x03\x04",
       ": expected data that strads reads, found a zip archive (.xlsx, .ods, .npz): save the table as CSV"},
      {"h.mtx", array + "2 2\n1\n2\n3\n4\n", ": a vector is needed, this is 2 x 2", ErrorKind::mismatch}};
  for (const Broken& broken : all) {
    const std::string path = files.write(broken.name, broken.content);
    check_refused(path, broken, [&] { (void)read_numbers(path, {'.', "a hint"}); });
  }
  const Broken point{"point.txt", "1.5\n2,5\n",
                     ":1:1: expected a number, found \"1.5\"; with --decimal , no number has a point"};
  check_refused(
      files.write("late_point.txt", "2,5\n1.5\n"),
      {"late_point.txt", "", ":2:1: expected a number, found \"1.5\"; with --decimal , no number has a point"}, [&] {
        (void)read_numbers(files.path("late_point.txt"), {',', ""});
      });
  check_refused(files.write(point.name, point.content), point, [&] {
    (void)read_numbers(files.path(point.name), {',', ""});
  });
}

TEST_CASE("numbers of a mapped file that nobody has read yet are checked on request, with the same line") {
  const Files files;
  for (const Broken& broken : corpus()) {
    if (broken.name != "j.npy") continue;
    const std::string path = files.write(broken.name, broken.content);
    ReadOptions options;
    options.check_mapped = false;
    const Dataset data = read_dataset(path, options);
    REQUIRE(data.check);
    check_refused(path, broken, [&] { data.check(); });
  }
}

}  // namespace strads::io