const output =
  'the folders of a run are fixed: the model goes to /opt/ml/model, plots to /opt/ml/output/data; --out and --name of detectory-launch say where they end up';
const logging =
  "it belongs to a logging service, and training talks to none; use tensorboard, or the job's own metrics";
const upload = 'nothing is uploaded by the training itself; the model archive is the result';

/** Options of yolov5.train that make no sense here, each with the reason and what to do instead. */
export const refusedOptions: Readonly<Record<string, string>> = {
  evolve: 'a search over hyperparameters is many runs; use detectory-launch tune',
  bucket: 'it belongs to evolve; use detectory-launch tune',
  device: "all GPUs of the machine are used; set CUDA_VISIBLE_DEVICES in the job's environment to use fewer",
  project: output,
  name: output,
  'exist-ok': output,
  'local-rank': 'ranks come from resourceconfig.json',
  nosave: 'the checkpoint of each epoch is what an interrupted run goes on from; nothing has to be saved by hand',
  'upload-dataset': upload,
  's3-upload-dir': upload,
  'hf-model-id': upload,
  'hf-token': upload,
  'hf-private': upload,
  'hf-dataset-id': upload,
  'roboflow-token': upload,
  'roboflow-upload': upload,
  entity: logging,
  'bbox-interval': logging,
  'artifact-alias': logging,
  'neptune-token': logging,
  'neptune-project': logging,
  'neptune-resume-id': logging,
};
