# biglasso (R package).   Rscript biglasso.R JOB OUT TOLERANCE THREADS      the folders' files: README.md beside this
# TOLERANCE is biglasso's `eps`. It always centres and scales: plain jobs are refused unless that changes nothing.
suppressMessages({library(biglasso); library(Matrix)})
args <- commandArgs(trailingOnly = TRUE)
job <- function(name) file.path(args[1], name)
out <- function(name) file.path(args[2], name)

shape <- scan(job("shape.txt"), quiet = TRUE)  # rows, columns, stored entries (-1: dense), plain
n <- shape[1]; p <- shape[2]
if (shape[3] >= 0) stop("biglasso takes dense columns only")
x <- matrix(readBin(job("x.bin"), "double", n * p), n, p)
if (shape[4] == 1) {
  some <- x[, seq_len(min(p, 50))]
  if (max(abs(colMeans(some)), abs(colMeans(some^2) - 1)) > 1e-9) stop("biglasso would standardize these columns")
}
X <- as.big.matrix(x)
rm(x)
y <- readBin(job("y.bin"), "double", n)
lambdas <- scan(job("lambdas.txt"), quiet = TRUE)

seconds <- system.time(
  fit <- biglasso(X, y, penalty = "lasso", lambda = lambdas, eps = as.numeric(args[3]), max.iter = 1e8,
                  ncores = as.integer(args[4]), warn = FALSE, verbose = FALSE)
)[["elapsed"]]

beta <- as(fit$beta, "CsparseMatrix")
writeBin(as.double(beta[1, ]), out("intercepts.bin"))
beta <- beta[-1, , drop = FALSE]
writeBin(beta@p, out("b.starts.bin"))
writeBin(beta@i, out("b.rows.bin"))
writeBin(beta@x, out("b.bin"))
writeLines(c(sprintf("seconds %.6f", seconds), paste("threads", args[4]), paste("version", packageVersion("biglasso"))),
           out("fit.txt"))
