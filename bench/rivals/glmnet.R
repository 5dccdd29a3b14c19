# glmnet (R package glmnet).   Rscript glmnet.R JOB OUT TOLERANCE THREADS      the folders' files: README.md beside this
# TOLERANCE is glmnet's `thresh`. glmnet runs on one thread. It divides y and the L1 part of lambda by y's standard deviation,
# the ridge part not, so that for alpha between 0 and 1 both are handed over such that the problem is ours.
suppressMessages({library(glmnet); library(Matrix)})
args <- commandArgs(trailingOnly = TRUE)
job <- function(name) file.path(args[1], name)
out <- function(name) file.path(args[2], name)

doubles <- function(path, n) readBin(path, "double", n)
integers <- function(path, n) readBin(path, "integer", n)
shape <- scan(job("shape.txt"), quiet = TRUE)  # rows, columns, stored entries (-1: dense), plain
n <- shape[1]; p <- shape[2]; plain <- shape[4] == 1
if (shape[3] < 0) {
  X <- matrix(doubles(job("x.bin"), n * p), n, p)
} else {
  X <- new("dgCMatrix", Dim = as.integer(c(n, p)), p = integers(job("x.starts.bin"), p + 1),
           i = integers(job("x.rows.bin"), shape[3]), x = doubles(job("x.bin"), shape[3]))
}
y <- doubles(job("y.bin"), n)
lambdas <- scan(job("lambdas.txt"), quiet = TRUE)
alpha <- scan(job("alpha.txt"), quiet = TRUE)
deviation <- sqrt(mean((y - mean(y))^2))
ridge <- 1 - alpha
lasso <- alpha / deviation

glmnet.control(fdev = 0, devmax = 1)  # all lambdas, however little the last ones explain
clock <- function() as.numeric(Sys.time())
seconds <- Inf
end <- clock() + 0.2
repeat {  # a short fit runs again, and the least seconds count
  start <- clock()
  fit <- glmnet(X, y / deviation, alpha = lasso / (lasso + ridge), lambda = lambdas * (lasso + ridge),
                thresh = as.numeric(args[3]), maxit = 1e9, intercept = !plain, standardize = !plain)
  seconds <- min(seconds, clock() - start)
  if (clock() >= end) break
}

fit$beta@x <- fit$beta@x * deviation
writeBin(as.double(fit$a0) * deviation, out("intercepts.bin"))
writeBin(fit$beta@p, out("b.starts.bin"))
writeBin(fit$beta@i, out("b.rows.bin"))
writeBin(fit$beta@x, out("b.bin"))
writeLines(c(sprintf("seconds %.6f", seconds), "threads 1", paste("version", packageVersion("glmnet"))), out("fit.txt"))
